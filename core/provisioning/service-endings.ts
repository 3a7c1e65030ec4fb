import * as Environment from "../environment/index.ts";
import * as Hosting from "../hosting/index.ts";
import * as Jobs from "../jobs/index.ts";
import type { Endings, Failure, LongOperation } from "../kernel/long-operation/plan.ts";
import type { DomainEvent, Scope } from "../kernel/operation.ts";
import * as Orders from "../orders/index.ts";
import * as Releases from "../releases/index.ts";
import * as Services from "../services/index.ts";
import * as Settings from "../settings/index.ts";
import * as Sources from "../sources/index.ts";
import { releaseAgain, releaseFailed } from "./release-endings.ts";

type Change = Parameters<typeof Services.update>[2];

const subjectOf = (operation: LongOperation) => operation.subject as Services.ServiceRow["id"];

/** The end of an operation on a service: the row says what came of it, and whatever else follows. */
function endings(spec: {
  succeeded(scope: Scope, before: Services.ServiceRow): Change;
  failed(before: Services.ServiceRow): Change;
  afterSuccess?(scope: Scope, service: Services.ServiceRow): Promise<DomainEvent[]>;
  afterFailure?(
    scope: Scope,
    service: Services.ServiceRow,
    failure: Failure,
    operation: LongOperation,
  ): Promise<DomainEvent[]>;
  restarted(scope: Scope, service: Services.ServiceRow, operation: LongOperation): Promise<Change>;
}): Endings {
  const ended = async (
    scope: Scope,
    operation: LongOperation,
    changeOf: (before: Services.ServiceRow) => Change,
    failure: { failureCode: string | null; failureMessage: string | null },
  ) => {
    const before = await Services.lock(scope.tx, subjectOf(operation));
    const after = await Services.update(scope.tx, before.id, { ...changeOf(before), ...failure });
    const audit = {
      target: after.id,
      accountId: after.accountId,
      before: { state: before.state },
      after: { state: after.state },
    };
    return { after, audit };
  };
  return {
    async succeeded(scope, operation) {
      const none = { failureCode: null, failureMessage: null };
      const { after, audit } = await ended(scope, operation, (before) => spec.succeeded(scope, before), none);
      const pushed = await Sources.waitingPush(scope.tx, after.id);
      return { audit, events: [...((await spec.afterSuccess?.(scope, after)) ?? []), ...pushed] };
    },
    async failed(scope, operation, failure) {
      const why = { failureCode: failure.code, failureMessage: failure.message };
      const { after, audit } = await ended(scope, operation, spec.failed, why);
      return { audit, events: (await spec.afterFailure?.(scope, after, failure, operation)) ?? [] };
    },
    async restarted(scope, operation) {
      const before = await Services.lock(scope.tx, subjectOf(operation));
      const change = await spec.restarted(scope, before, operation);
      await Services.update(scope.tx, before.id, { ...change, failureCode: null, failureMessage: null });
    },
  };
}

export const provisionEndings = endings({
  succeeded: ({ ctx }) => ({ state: "active", activeAt: ctx.now() }),
  failed: () => ({ state: "failed" }),
  async afterSuccess(scope, service) {
    const events = await Orders.fulfil(scope, service.orderId);
    const order = await Orders.find(scope.tx, service.orderId);
    return [...events, ...(await Sources.connectOrdered(scope, service, order?.source ?? null))];
  },
  async afterFailure(scope, service, failure, operation) {
    await releaseFailed(scope, operation, failure);
    return Orders.setUpFailed(scope, service.orderId, failure);
  },
  async restarted(scope, service, operation) {
    await Orders.repair(scope, service.orderId);
    await releaseAgain(scope, operation);
    return { state: "provisioning" };
  },
});

/** What its customer has stopped stays so until it is started. */
const ownState = ({ stoppedAt }: Services.ServiceRow): Change => ({ state: stoppedAt === null ? "active" : "stopped" });

export const stopEndings = endings({
  succeeded: ({ ctx }) => ({ state: "stopped", stoppedAt: ctx.now() }),
  failed: ownState,
  restarted: async () => ({ state: "stopping" }),
});

export const startEndings = endings({
  succeeded: () => ({ state: "active", stoppedAt: null }),
  failed: ownState,
  restarted: async () => ({ state: "starting" }),
});

export const restartEndings = endings({
  succeeded: () => ({}),
  failed: () => ({}),
  restarted: async () => ({}),
});

export const suspendEndings = endings({
  succeeded: ({ ctx }) => ({ state: "suspended", suspendedAt: ctx.now() }),
  failed: ownState,
  restarted: async () => ({ state: "suspending" }),
});

export const resumeEndings = endings({
  succeeded: (_, before) => ({ ...ownState(before), suspendedAt: null }),
  failed: () => ({ state: "suspended" }),
  restarted: async () => ({ state: "resuming" }),
});

/** What is set stays set when a node does not take it: the next change brings all of it. */
export const configureEndings = endings({
  succeeded: () => ({}),
  failed: () => ({}),
  afterSuccess: (scope, { id }) => Settings.wakeForRoute(scope, id),
  restarted: async () => ({}),
});

export const retireEndings = endings({
  succeeded: ({ ctx }) => ({ suspendedAt: ctx.now() }),
  failed: () => ({}),
  restarted: async () => ({}),
});

export const removeEndings = endings({
  succeeded: ({ ctx }) => ({ state: "terminated", terminatedAt: ctx.now() }),
  failed: () => ({}),
  async afterSuccess(scope, service) {
    const { tx, ctx } = scope;
    const { id, orderId } = service;
    await Settings.scanWhatLedTo(scope, service);
    const dropped = await Settings.dropAllRecords(scope, id);
    await Releases.endAll(tx, id, ctx.now());
    await Hosting.release(tx, orderId);
    await Settings.forget(tx, id);
    await Jobs.forget(tx, id);
    await Environment.forgetSurplus(tx, id);
    return dropped;
  },
  restarted: async () => ({}),
});
