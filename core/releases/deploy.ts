import { z } from "zod";
import { appTemplate } from "../hosting/index.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { requestCancel, start } from "../kernel/long-operation/plan.ts";
import { command, type Outcome, type Scope } from "../kernel/operation.ts";
import * as Services from "../services/index.ts";
import { deployPlan } from "./plans.ts";
import { canCancel, canDeploy, canRollBackTo, mayDeploy } from "./release.state.ts";
import { type Release, requestersOf, toRelease } from "./release.ts";
import { add, demandLive, numbered, runsOf, type Wanted } from "./release-rows.ts";

const byService = z.object({ serviceId: Id("service") });
const byNumber = z.object({ serviceId: Id("service"), number: z.coerce.number<number>().int().min(1) });

/** What is live once more, in containers of its own. */
export const redeploy = command({
  name: "release.redeploy",
  input: byService,
  allow: mayDeploy,
  async run(scope, { serviceId }) {
    const service = await deployable(scope.tx, serviceId);
    const live = await demandLive(scope.tx, serviceId);
    // What an image's name means by now is asked again. Going back runs the very one that ran.
    const pulled = appTemplate(live.template).pulled && { image: null };
    return begin(scope, service, { cause: "redeploy", ...runsOf(live), ...pulled, images: {} });
  },
});

/** What a kept release ran, as a new release. */
export const rollBack = command({
  name: "release.roll_back",
  input: byNumber,
  allow: mayDeploy,
  async run(scope, { serviceId, number }) {
    const service = await deployable(scope.tx, serviceId);
    const wanted = await numbered(scope.tx, serviceId, number);
    if (!canRollBackTo(wanted)) {
      throw new DomainError(
        "conflict",
        "release.not_kept",
        "This release is not kept: there is nothing to go back to.",
      );
    }
    return begin(scope, service, { cause: "rollback", rollsBackTo: number, ...runsOf(wanted) });
  },
});

/** Until visitors are led to it. What is live goes on serving. */
export const cancel = command({
  name: "release.cancel",
  input: byNumber,
  allow: mayDeploy,
  async run({ tx, ctx }, { serviceId, number }) {
    await Services.lock(tx, serviceId);
    const row = await numbered(tx, serviceId, number);
    const event = canCancel(row)
      ? await requestCancel(tx, { subject: serviceId, kind: deployPlan.kind }, ctx.now())
      : undefined;
    if (!event) {
      throw new DomainError("conflict", "release.not_cancellable", "It is too late to cancel this release.");
    }
    return {
      value: toRelease(row, await requestersOf(tx, [row])),
      audit: { target: serviceId, accountId: row.accountId, after: { number } },
      events: [event],
    };
  },
});

export function demandDeployable(service: Services.ServiceRow): void {
  if (canDeploy(service)) return;
  const message =
    service.state === "stopped"
      ? "Start the website first: nothing is deployed while it is stopped."
      : `This is not possible while the service is ${service.state}.`;
  throw new DomainError("conflict", "service.cannot_deploy", message);
}

/** The service, locked, of which a release may begin now. */
export async function deployable(tx: Tx, serviceId: Id<"service">): Promise<Services.ServiceRow> {
  const service = await Services.lock(tx, serviceId);
  demandDeployable(service);
  return service;
}

/**
 * Starts a release within a command of whoever brings one about; what it returns is the command's outcome. Take the service from
 * `deployable`. While another piece of work on it is under way it is refused with `operation.in_progress`.
 */
export async function begin(scope: Scope, service: Services.ServiceRow, wanted: Wanted): Promise<Outcome<Release>> {
  const { tx, ctx } = scope;
  const { accountId } = service;
  const { operationId, event } = await start(tx, ctx, deployPlan, { subject: service.id, accountId });
  const row = await add(scope, service, operationId, wanted);
  const { number, cause } = row;
  return {
    value: toRelease(row, await requestersOf(tx, [row])),
    audit: { target: service.id, accountId, after: { number, cause } },
    events: [event],
  };
}
