import { z } from "zod";
import { DomainError } from "#core/kernel/errors.ts";
import { Id } from "#core/kernel/id.ts";
import type { Ctx } from "#core/kernel/operation.ts";
import { certificateChecks, nodeReads, nodeRuns, sourceChecks } from "#core/provisioning/index.ts";
import { SiteLogRequest } from "#core/services/index.ts";
import { functions } from "../manifest.ts";
import { depsFrom } from "../runtime/deps.ts";
import { described, log, logAbout } from "../runtime/log.ts";
import { authoritativeDns, nodes, renewalTimes } from "../runtime/ports.ts";

/** What functions/api asks for. Who may ask was decided there; this function is reachable by invocation only. */
const asked = { requestId: z.string() };
const ofRun = z.object({ runId: Id("run") });
const Request = z.discriminatedUnion("read", [
  z.object({ ...asked, read: z.literal("siteLog"), input: SiteLogRequest }),
  z.object({ ...asked, read: z.literal("putJobs"), input: z.object({ serviceId: Id("service") }) }),
  z.object({ ...asked, read: z.literal("startRun"), input: ofRun }),
  z.object({ ...asked, read: z.literal("readRun"), input: ofRun.extend({ after: z.string().optional() }) }),
  z.object({ ...asked, read: z.literal("stopRun"), input: ofRun }),
  z.object({ ...asked, read: z.literal("checkCertificate"), input: z.object({ certificateId: Id("certificate") }) }),
  z.object({
    ...asked,
    read: z.literal("checkSource"),
    input: z.object({
      accountId: Id("account"),
      serviceId: Id("service").optional(),
      url: z.string(),
      branch: z.string(),
      hostKey: z.string().optional(),
      token: z.string().optional(),
    }),
  }),
]);

const deps = await depsFrom(process.env, functions.node.needs, (config, runtime) => ({
  ...nodes(config, runtime),
  ...authoritativeDns(config),
  // Whom records may let issue: no secret of any authority.
  ...renewalTimes(config),
}));

function answerTo(ctx: Ctx, request: z.output<typeof Request>): Promise<unknown> {
  switch (request.read) {
    case "siteLog":
      return nodeReads(ctx).siteLog(request.input);
    case "putJobs":
      return nodeRuns(ctx).putJobs(request.input);
    case "startRun":
      return nodeRuns(ctx).startRun(request.input);
    case "readRun":
      return nodeRuns(ctx).readRun(request.input);
    case "stopRun":
      return nodeRuns(ctx).stopRun(request.input);
    case "checkSource":
      return sourceChecks(ctx).checkSource(request.input);
    case "checkCertificate":
      return certificateChecks(ctx).checkCertificate(request.input);
  }
}

/** What people ask of nodes and wait for, from the address that nodes let in. A refusal is a result, so that its code survives. */
export async function handler(event: unknown): Promise<unknown> {
  const request = Request.parse(event);
  const ctx = deps.as({ type: "system", job: "node" }, request.requestId);
  return logAbout(ctx, async () => {
    try {
      return { value: await answerTo(ctx, request) };
    } catch (error) {
      const refused = error instanceof DomainError;
      log(refused ? "warn" : "error", "what a person asked of a node failed", {
        read: request.read,
        ...described(error),
      });
      if (!refused) throw error;
      return { refused: { kind: error.kind, code: error.code, message: error.message } };
    }
  });
}
