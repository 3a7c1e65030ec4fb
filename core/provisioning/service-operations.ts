import * as Hosting from "../hosting/index.ts";
import { type Endings, type Failure, implement, type LongOperation } from "../kernel/long-operation/plan.ts";
import type { DomainEvent, Scope } from "../kernel/operation.ts";
import * as Orders from "../orders/index.ts";
import * as Releases from "../releases/index.ts";
import * as Services from "../services/index.ts";
import * as Settings from "../settings/index.ts";
import * as Sources from "../sources/index.ts";
import { choosePlace, ensureAccount, leaveNode } from "./account-steps.ts";
import { getImage } from "./image-step.ts";
import { patient } from "./patience.ts";
import { releaseAgain, releaseFailed } from "./release-operation.ts";
import { applySettings } from "./route.ts";
import {
  checkFirstPage,
  haltContainers,
  removeContainers,
  removeRoute,
  republish,
  restartContainers,
  showSuspended,
  startSite,
  stopContainers,
  takeOffline,
} from "./steps.ts";

type Change = Parameters<typeof Services.update>[2];

const subjectOf = (operation: LongOperation) => operation.subject as Services.ServiceRow["id"];

/** The end of an operation on a service: the row says what came of it, and whatever else follows. */
function endings(spec: {
  succeeded(scope: Scope): Change;
  failed: Change;
  afterSuccess?(scope: Scope, service: Services.ServiceRow): Promise<DomainEvent[]>;
  afterFailure?(
    scope: Scope,
    service: Services.ServiceRow,
    failure: Failure,
    operation: LongOperation,
  ): Promise<DomainEvent[]>;
  restarted(scope: Scope, service: Services.ServiceRow, operation: LongOperation): Promise<Change>;
}): Endings {
  const ended = async (scope: Scope, operation: LongOperation, change: Change) => {
    const before = await Services.lock(scope.tx, subjectOf(operation));
    const after = await Services.update(scope.tx, before.id, change);
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
      const change = { ...spec.succeeded(scope), failureCode: null, failureMessage: null };
      const { after, audit } = await ended(scope, operation, change);
      const pushed = await Sources.waitingPush(scope.tx, after.id);
      return { audit, events: [...((await spec.afterSuccess?.(scope, after)) ?? []), ...pushed] };
    },
    async failed(scope, operation, failure) {
      const change = { ...spec.failed, failureCode: failure.code, failureMessage: failure.message };
      const { after, audit } = await ended(scope, operation, change);
      return { audit, events: (await spec.afterFailure?.(scope, after, failure, operation)) ?? [] };
    },
    async restarted(scope, operation) {
      const before = await Services.lock(scope.tx, subjectOf(operation));
      const change = await spec.restarted(scope, before, operation);
      await Services.update(scope.tx, before.id, { ...change, failureCode: null, failureMessage: null });
    },
  };
}

export const provision = implement(
  Services.provisionPlan,
  patient({
    place: choosePlace,
    account: ensureAccount,
    image: getImage,
    site: startSite,
    check: checkFirstPage,
  }),
  endings({
    succeeded: ({ ctx }) => ({ state: "active", activeAt: ctx.now() }),
    failed: { state: "failed" },
    afterSuccess: (scope, { orderId }) => Orders.fulfil(scope, orderId),
    async afterFailure(scope, service, failure, operation) {
      await releaseFailed(scope, operation, failure);
      return Orders.setUpFailed(scope, service.orderId, failure);
    },
    async restarted(scope, service, operation) {
      await Orders.repair(scope, service.orderId);
      await releaseAgain(scope, operation);
      return { state: "provisioning" };
    },
  }),
);

export const suspend = implement(
  Services.suspendPlan,
  patient({ route: showSuspended, containers: stopContainers }),
  endings({
    succeeded: ({ ctx }) => ({ state: "suspended", suspendedAt: ctx.now() }),
    failed: { state: "active" },
    restarted: async () => ({ state: "suspending" }),
  }),
);

export const resume = implement(
  Services.resumePlan,
  patient({ containers: restartContainers, route: republish, check: checkFirstPage }),
  endings({
    succeeded: () => ({ state: "active", suspendedAt: null }),
    failed: { state: "suspended" },
    restarted: async () => ({ state: "resuming" }),
  }),
);

/** What is set stays set when a node does not take it: the next change brings all of it. */
export const configure = implement(
  Settings.configurePlan,
  patient({ route: applySettings }),
  endings({ succeeded: () => ({}), failed: {}, restarted: async () => ({}) }),
);

export const retire = implement(
  Services.retirePlan,
  patient({ route: takeOffline, containers: haltContainers }),
  endings({
    succeeded: ({ ctx }) => ({ suspendedAt: ctx.now() }),
    failed: {},
    restarted: async () => ({}),
  }),
);

export const remove = implement(
  Services.removePlan,
  patient({ route: removeRoute, containers: removeContainers, account: leaveNode }),
  endings({
    succeeded: ({ ctx }) => ({ state: "terminated", terminatedAt: ctx.now() }),
    failed: {},
    async afterSuccess({ tx, ctx }, { id, orderId }) {
      await Releases.endAll(tx, id, ctx.now());
      await Hosting.release(tx, orderId);
      await Settings.forget(tx, id);
      return [];
    },
    restarted: async () => ({}),
  }),
);
