import * as Jobs from "../jobs/index.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import type { Ctx } from "../kernel/operation.ts";
import * as Services from "../services/index.ts";
import { fitAccount } from "./account-steps.ts";
import { atOf } from "./here.ts";
import { target } from "./place.ts";
import { runPrimitives } from "./run-primitives.ts";

const linesMax = 500;

/** What people ask of nodes and wait for, as `system`. Who may ask was decided before. */
export function nodeRuns(ctx: Ctx): Jobs.NodeRuns {
  async function at(serviceId: Id<"service">) {
    const found = await target(ctx, { serviceId });
    if (!found) throw new DomainError("conflict", "service.no_node", "This service is on no node.");
    const at = atOf({ ctx }, found);
    const place = { user: at.user, home: at.home };
    const call = runPrimitives(ctx.ports.nodes.on(found.node));
    /** Makes room for commands in what the account's user may take. */
    return { call, place, limits: Jobs.limitsOfRun(found.service), makeRoom: () => fitAccount({ ctx }, at) };
  }
  async function ofRun(runId: Id<"run">) {
    const { serviceId, ...run } = await Jobs.runForNode(ctx, { runId });
    return { ...(await at(serviceId)), ...run };
  }
  return {
    async putJobs({ serviceId }) {
      const { call, place, limits, makeRoom } = await at(serviceId);
      await makeRoom();
      const { change, jobs } = await Jobs.sheetForNode(ctx, { serviceId });
      await call.putJobs({
        ...place,
        jobs: jobs.map(({ seconds, ...job }) => ({ ...job, limits: { ...limits, seconds } })),
      });
      return change;
    },
    async startRun({ runId }) {
      const { call, place, limits, makeRoom, run, job, service, command, seconds } = await ofRun(runId);
      await makeRoom();
      await call.start({ ...place, run, job, service, command, limits: { ...limits, seconds } });
    },
    async readRun({ runId, after }) {
      const { call, place, run } = await ofRun(runId);
      return call.status({ ...place, run, limit: linesMax, ...(after !== undefined && { after }) });
    },
    async stopRun({ runId }) {
      const { call, place, run } = await ofRun(runId);
      await call.stop({ ...place, run });
    },
  };
}

/** Tells a node of changes of cron jobs that it could not be told of when they were made. A node that is away is told later. */
export async function tellJobs(ctx: Ctx, nodeId: Id<"node">): Promise<void> {
  const transaction = <T>(run: (tx: Tx) => Promise<T>) => ctx.db.transaction({ role: "platform" }, run);
  const behind = await transaction(async (tx) =>
    Jobs.untold(
      tx,
      (await Services.placedOn(tx, nodeId)).map(({ id }) => id),
    ),
  );
  for (const serviceId of behind) {
    try {
      const change = await nodeRuns(ctx).putJobs({ serviceId });
      await transaction((tx) => Jobs.told(tx, serviceId, change));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
}
