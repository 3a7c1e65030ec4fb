import { z } from "zod";
import { DomainError } from "#core/kernel/errors.ts";
import { Id } from "#core/kernel/id.ts";
import { nodeReads } from "#core/provisioning/index.ts";
import { functions } from "../manifest.ts";
import { depsFrom } from "../runtime/deps.ts";
import { described, log, logAbout } from "../runtime/log.ts";
import { nodes } from "../runtime/ports.ts";

/** What functions/api asks for. Who may ask was decided there; this function is reachable by invocation only. */
const Request = z.object({
  requestId: z.string(),
  read: z.literal("siteLog"),
  input: z.object({ serviceId: Id("service"), after: z.string().optional() }),
});

const deps = await depsFrom(process.env, functions.node.needs, nodes);

/** Synchronous reads from nodes, from the address that nodes let in. A refusal is a result, so that its code survives. */
export async function handler(event: unknown): Promise<unknown> {
  const { requestId, read, input } = Request.parse(event);
  const ctx = deps.as({ type: "system", job: "node" }, requestId);
  return logAbout(ctx, async () => {
    try {
      return { value: await nodeReads(ctx)[read](input) };
    } catch (error) {
      const refused = error instanceof DomainError;
      log(refused ? "warn" : "error", "a read from a node failed", { read, ...described(error) });
      if (!refused) throw error;
      return { refused: { kind: error.kind, code: error.code, message: error.message } };
    }
  });
}
