import { eq } from "drizzle-orm";
import { z } from "zod";
import { DomainError, violates } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { providerCommand, type Scope } from "../kernel/operation.ts";
import { only } from "../kernel/rows.ts";
import * as Services from "../services/index.ts";
import { serviceRun } from "./job.sql.ts";
import { canRun, mayRun, type RunReason, secondsUsual } from "./job.state.ts";
import { Command, Part, Seconds } from "./job-input.ts";
import { jobOf } from "./job-rows.ts";
import type { NodeRuns } from "./ports.ts";
import { begin, type Run, type RunRow, runOf, shown } from "./run.ts";

/** Runs a command once, in a container of its own beside the release that is live. */
export const runCommand = providerCommand({
  name: "command.run",
  input: z.object({ serviceId: Id("service"), command: Command, part: Part, seconds: Seconds.default(secondsUsual) }),
  allow: mayRun,
  async intend(scope, { serviceId, command, part, seconds }) {
    const { accountId } = await runnable(scope, serviceId);
    return begin(scope, { ...{ accountId, serviceId, jobId: null }, command, part, seconds }).catch(
      (error: unknown) => {
        if (!violates(error, "service_run_command")) throw error;
        const message = "Another command of this website is running. Wait for it to end, or stop it.";
        throw new DomainError("conflict", "command.running", message, { cause: error });
      },
    );
  },
  perform: ({ nodeRuns }, { id }) => started(nodeRuns, id),
  settle: settled,
});

/** Runs a job now, besides when it is due. */
export const runJob = providerCommand({
  name: "job.run",
  input: z.object({ serviceId: Id("service"), jobId: Id("cronJob") }),
  allow: mayRun,
  async intend(scope, { serviceId, jobId }) {
    const { accountId } = await runnable(scope, serviceId);
    const { command, part, seconds } = await jobOf(scope.tx, serviceId, jobId);
    return begin(scope, { accountId, serviceId, jobId, command, part, seconds });
  },
  perform: ({ nodeRuns }, { id }) => started(nodeRuns, id),
  settle: settled,
});

/** Ends a run. What runs in its container is asked to end, and has ten seconds for it. */
export const stopRun = providerCommand({
  name: "run.stop",
  input: z.object({ serviceId: Id("service"), runId: Id("run") }),
  allow: mayRun,
  intend: ({ tx }, of) => runOf(tx, of),
  perform: ({ nodeRuns }, { id }) => nodeRuns.stopRun({ runId: id }),
  async settle(scope, { id, accountId, serviceId }) {
    const row = await runOf(scope.tx, { serviceId, runId: id });
    return { value: await one(scope, row), audit: { target: serviceId, accountId, after: { run: id } }, events: [] };
  },
});

async function runnable({ tx }: Scope, serviceId: Id<"service">): Promise<Services.ServiceRow> {
  const service = await Services.lock(tx, serviceId);
  if (canRun(service)) return service;
  throw new DomainError("conflict", "run.not_running", "This website does not run now, so nothing can run beside it.");
}

/** Undefined: it runs. What a node has refused has ended before it began. */
async function started(nodeRuns: NodeRuns, runId: Id<"run">): Promise<RunReason | undefined> {
  try {
    await nodeRuns.startRun({ runId });
    return undefined;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === "node.busy") return "busy";
    return error.kind === "unavailable" ? "unreachable" : "not_started";
  }
}

async function settled(scope: Scope, begun: RunRow, reason: RunReason | undefined) {
  const { id, serviceId, accountId } = begun;
  const ended = reason !== undefined && { reason, endedAt: scope.ctx.now() };
  if (ended) await scope.tx.update(serviceRun).set(ended).where(eq(serviceRun.id, id));
  return {
    value: await one(scope, { ...begun, ...ended }),
    audit: { target: serviceId, accountId, after: { run: id, ...(begun.jobId && { job: begun.jobId }) } },
    events: [],
  };
}

const one = async ({ tx }: Scope, row: RunRow): Promise<Run> => only(await shown(tx, [row]));
