import { DomainError } from "../kernel/errors.ts";
import type { Step, StepScope } from "../kernel/long-operation/plan.ts";
import { type At, here, ifPlaced, serviceIdOf } from "./here.ts";
import { depart, left, type Needs, noneReady, place, renewSlot, type Target, target, unplace } from "./place.ts";
import { askAhead } from "./platform-image.ts";

const nodeWaitSeconds = 300;
const pollSeconds = 2;

export const choosePlace: Step = {
  async run(scope) {
    const node = await place(scope.ctx, { serviceId: serviceIdOf(scope), operationId: scope.operation.id });
    if (node) {
      scope.log(`${node.name}, ${node.region}`);
      return { done: true, message: `${node.name}, ${node.region}.` };
    }
    return {
      done: false,
      // The first time a node may have become ready while this one looked, and nobody would say so again.
      waitSeconds: scope.operation.waitingCode === noneReady ? nodeWaitSeconds : pollSeconds,
      waitingFor: {
        code: noneReady,
        message: "Waiting for a node with room. It goes on by itself as soon as there is one.",
      },
    };
  },
  /** A place is given back with nothing left in it, whatever came of undoing the other steps. */
  async undo(scope) {
    await ifPlaced(scope, async (at) => {
      await at.call.removeRoute(at.home);
      await at.call.removeStack(at.user, at.home);
      await shrinkAccount(scope, at);
    });
    await unplace(scope.ctx, { serviceId: serviceIdOf(scope) });
  },
};

export const ensureAccount: Step = {
  async run(scope) {
    const found = await here(scope);
    if (found.starting) askAhead(scope, found, found.starting);
    const { limits } = await fitAccount(scope, found);
    scope.log(`user ${found.user}, ${limits.memoryMb} MB memory, ${limits.processes} processes`);
    return { done: true, message: `Own Linux user with ${limits.memoryMb} MB of memory.` };
  },
  undo: (scope) => ifPlaced(scope, (at) => shrinkAccount(scope, at)),
};

/**
 * Gives the account's user what its services need together. Two operations may do so at once: whoever finds that the
 * needs have changed since they asked, does it again, so that the last call always carries the newest.
 */
export async function fitAccount(scope: Pick<StepScope, "ctx">, at: At): Promise<Needs> {
  const { call, user, service } = at;
  const serviceId = service.id;
  for (let asking: Target = at; ; ) {
    let asked: Needs | undefined = asking.needs;
    if (asking.slot === undefined) throw new Error("the account has no place");
    try {
      await call.ensureAccount({ user, slot: asking.slot, ...asked });
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== "account.slot_used") throw error;
      await renewSlot(scope.ctx, { serviceId });
      asked = undefined;
    }
    const found = await target(scope.ctx, { serviceId });
    if (!found) throw new Error("the service has no place");
    if (asked && same(asked, found.needs)) return asked;
    asking = found;
  }
}

/** What the account's other services need; nothing left means no user left. */
export async function shrinkAccount({ ctx }: StepScope, { call, user, slot, service }: At): Promise<void> {
  const byService = { serviceId: service.id };
  for (let asked: Needs | undefined; ; ) {
    const rest = await depart(ctx, byService);
    if (rest === null) break;
    if (asked && same(asked, rest)) return;
    asked = rest;
    if (slot === undefined) throw new Error("the account has no place");
    await call.ensureAccount({ user, slot, ...rest });
  }
  await call.removeAccount(user);
  await left(ctx, byService);
}

const same = (some: Needs, others: Needs): boolean => JSON.stringify(some) === JSON.stringify(others);

export const leaveNode: Step = {
  async run(scope) {
    await ifPlaced(scope, (at) => shrinkAccount(scope, at));
    await unplace(scope.ctx, { serviceId: serviceIdOf(scope) });
    return { done: true };
  },
};
