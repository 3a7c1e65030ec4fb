import * as AddOns from "../add-ons/index.ts";
import * as Builds from "../builds/index.ts";
import type { Endings, Failure, LongOperation } from "../kernel/long-operation/plan.ts";
import type { Scope } from "../kernel/operation.ts";
import { only } from "../kernel/rows.ts";
import * as Orders from "../orders/index.ts";
import * as Releases from "../releases/index.ts";
import * as Services from "../services/index.ts";
import * as Sources from "../sources/index.ts";

const cancelledCode = "operation.cancelled";

const startedBy = async ({ tx }: Scope, { id }: LongOperation): Promise<Releases.ReleaseRow> => {
  const release = await Releases.ofOperation(tx, id);
  return only(release ? [release] : []);
};

/** Unless it is live: then only what had to follow has failed, and it goes on serving. */
export async function releaseFailed(scope: Scope, operation: LongOperation, failure: Failure): Promise<void> {
  const release = await startedBy(scope, operation);
  if (!Releases.isUnderWay(release)) return;
  if (release.cause !== "order") await AddOns.takeBackChanges(scope.tx, release.serviceId);
  const cancelled = failure.code === cancelledCode;
  await Releases.update(scope.tx, release.id, {
    state: cancelled ? "cancelled" : "failed",
    endedAt: scope.ctx.now(),
    failureCode: cancelled ? null : failure.code,
    failureMessage: cancelled ? null : failure.message,
  });
}

/** Before its operation runs once more. One that is live stays so. */
export async function releaseAgain(scope: Scope, operation: LongOperation): Promise<void> {
  const release = await startedBy(scope, operation);
  if (release.state !== "failed" && release.state !== "cancelled") return;
  await Builds.again(scope.tx, release.id);
  await Releases.update(scope.tx, release.id, {
    state: "pending",
    startedAt: null,
    endedAt: null,
    failureCode: null,
    failureMessage: null,
    failureDetail: null,
  });
}

export const deployEndings: Endings = {
  async succeeded(scope, operation) {
    const { serviceId, accountId, number } = await startedBy(scope, operation);
    const events = await Sources.waitingPush(scope.tx, serviceId);
    return { audit: { target: serviceId, accountId, after: { number } }, events };
  },
  async failed(scope, operation, failure) {
    const { serviceId, accountId, number } = await startedBy(scope, operation);
    await Services.lock(scope.tx, serviceId);
    await releaseFailed(scope, operation, failure);
    const changed = await Orders.changeFailed(scope, { operationId: operation.id, serviceId }, failure);
    const events = [...changed, ...(await Sources.waitingPush(scope.tx, serviceId))];
    return { audit: { target: serviceId, accountId, after: { number } }, events };
  },
  async restarted(scope, operation) {
    const { serviceId } = await startedBy(scope, operation);
    Releases.demandDeployable(await Services.lock(scope.tx, serviceId));
    await releaseAgain(scope, operation);
  },
};
