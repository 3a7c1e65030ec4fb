import * as Hosting from "../hosting/index.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Step, StepScope } from "../kernel/long-operation/plan.ts";
import type * as Nodes from "../nodes/index.ts";
import type { ServiceRow } from "../services/index.ts";
import { depart, left, noneReady, place, renewSlot, type Target, target, unplace } from "./place.ts";
import { primitives, stackOf, userOf } from "./primitives.ts";
import { openFirstPage } from "./probe.ts";

const healthWaitSeconds = 20;
const nodeWaitSeconds = 300;
const pollSeconds = 2;

const serviceIdOf = ({ operation }: StepScope) => operation.subject as ServiceRow["id"];

/** The service's place, which an earlier step gave it. */
async function here(scope: StepScope): Promise<Target & { node: Nodes.NodeRow } & ReturnType<typeof on>> {
  const found = await target(scope.ctx, { serviceId: serviceIdOf(scope) });
  if (!found) throw new Error("the service has no place");
  return { ...found, ...on(scope, found) };
}

const on = ({ ctx }: StepScope, { node, service }: Target) => ({
  call: primitives(ctx.ports.nodes.on(node)),
  user: userOf(service.accountId),
  stack: stackOf(service.id),
});

/** A service that has no place has nothing on any node. */
async function ifPlaced(
  scope: StepScope,
  run: (at: Awaited<ReturnType<typeof here>>) => Promise<unknown>,
): Promise<void> {
  const found = await target(scope.ctx, { serviceId: serviceIdOf(scope) });
  if (found) await run({ ...found, ...on(scope, found) });
}

export const choosePlace: Step = {
  async run(scope) {
    const node = await place(scope.ctx, { serviceId: serviceIdOf(scope) });
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
      await at.call.removeRoute(at.stack);
      await at.call.removeStack(at.user, at.stack);
      await shrinkAccount(scope, at);
    });
    await unplace(scope.ctx, { serviceId: serviceIdOf(scope) });
  },
};

export const ensureAccount: Step = {
  async run(scope) {
    const found = await here(scope);
    const limits = limitsOf(await fitAccount(scope, found));
    scope.log(`user ${found.user}, ${limits.memoryMb} MB memory, ${limits.processes} processes`);
    return { done: true, message: `Own Linux user with ${limits.memoryMb} MB of memory.` };
  },
  undo: (scope) => ifPlaced(scope, (at) => shrinkAccount(scope, at)),
};

/**
 * Gives the account's user what its services need together. Two operations may do so at once: whoever finds that the
 * services have changed since they asked, does it again, so that the last call always carries the newest list.
 */
async function fitAccount(scope: StepScope, at: Awaited<ReturnType<typeof here>>): Promise<readonly ServiceRow[]> {
  const { call, user, service } = at;
  const serviceId = service.id;
  for (let asking: Target = at; ; ) {
    let asked: readonly ServiceRow[] | undefined = asking.services;
    if (asking.slot === undefined) throw new Error("the account has no place");
    try {
      await call.ensureAccount({ user, slot: asking.slot, limits: limitsOf(asked), ports: portsOf(asked) });
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== "account.slot_used") throw error;
      await renewSlot(scope.ctx, { serviceId });
      asked = undefined;
    }
    const found = await target(scope.ctx, { serviceId });
    if (!found) throw new Error("the service has no place");
    if (asked && sameNeeds(asked, found.services)) return asked;
    asking = found;
  }
}

/** What the account's other services need; nothing left means no user left. */
async function shrinkAccount({ ctx }: StepScope, at: Awaited<ReturnType<typeof here>>): Promise<void> {
  const { call, user, slot, service } = at;
  const byService = { serviceId: service.id };
  for (let asked: readonly ServiceRow[] | undefined; ; ) {
    const rest = await depart(ctx, byService);
    if (asked && sameNeeds(asked, rest)) return;
    if (rest.length === 0) break;
    asked = rest;
    if (slot === undefined) throw new Error("the account has no place");
    await call.ensureAccount({ user, slot, limits: limitsOf(rest), ports: portsOf(rest) });
  }
  await call.removeAccount(user);
  await left(ctx, byService);
}

const portsOf = (services: readonly ServiceRow[]): number[] =>
  services.flatMap(({ port }) => port ?? []).toSorted((a, b) => a - b);

const sameNeeds = (some: readonly ServiceRow[], others: readonly ServiceRow[]): boolean =>
  portsOf(some).join() === portsOf(others).join();

const limitsOf = (services: readonly ServiceRow[]) => ({
  memoryMb: total(services, "memoryMb"),
  cpuPercent: total(services, "cpuPercent"),
  processes: total(services, "processes"),
  diskMb: total(services, "diskMb"),
});

const total = (services: readonly ServiceRow[], limit: "memoryMb" | "cpuPercent" | "processes" | "diskMb"): number =>
  services.reduce((sum, service) => sum + service[limit], 0);

type Run = Step["run"];

const apply = async (
  scope: StepScope,
): Promise<{ done: true; message: string } | { done: false; waitSeconds: number }> => {
  const { call, user, stack, service, port } = await here(scope);
  const { host } = scope.ctx.ports.addresses.ofSite(service.name);
  const { memoryMb, processes } = service;
  const site = Hosting.staticSite({ name: stack, host, port, memoryMb, processes });
  const { state, message } = await call.applyStack({ user, stack, ...site, waitSeconds: healthWaitSeconds });
  if (message !== undefined) scope.log(message, state === "failed" ? "err" : "out");
  if (state === "healthy") return { done: true, message: "Running and healthy." };
  if (state === "starting") return { done: false, waitSeconds: pollSeconds };
  throw new DomainError("unavailable", "containers.failed", "The containers did not start.", { cause: message });
};

const stop: Run = async (scope) => {
  const { call, user, stack } = await here(scope);
  const { state } = await call.stopStack(user, stack);
  if (state === "stopping") return { done: false, waitSeconds: pollSeconds };
  return { done: true, message: "Stopped. Files and settings are kept." };
};

const route =
  (state: "live" | "suspended") =>
  async (scope: StepScope): Promise<{ done: true; message: string }> => {
    const { call, stack, port, service } = await here(scope);
    const { host } = scope.ctx.ports.addresses.ofSite(service.name);
    await call.putRoute({ site: stack, hosts: [host], port, state });
    scope.log(`${host} is ${state}`);
    return { done: true, message: state === "live" ? `${host} leads to it.` : `${host} says that it is suspended.` };
  };

const undoWith =
  (run: Run) =>
  async (scope: StepScope): Promise<void> => {
    await run(scope);
  };

/** For leaving: a service whose set-up failed has no place. */
const wherePlaced =
  (run: Run): Run =>
  async (scope) => {
    const found = await target(scope.ctx, { serviceId: serviceIdOf(scope) });
    return found ? run(scope) : { done: true, message: "There is nothing on any node." };
  };

/**
 * Reloading the ingress takes a good part of what starting a container takes, and needs none of it. Both come to their
 * end whatever becomes of the other: what follows must not meet one of them still at work.
 */
const applyAndPublish: Run = async (scope) => {
  const [applied, published] = await Promise.allSettled([apply(scope), route("live")(scope)]);
  if (applied.status === "rejected") throw applied.reason;
  if (published.status === "rejected") throw published.reason;
  const { value: containers } = applied;
  return containers.done ? { done: true, message: `${containers.message} ${published.value.message}` } : containers;
};

const withdrawRoute = (scope: StepScope) => ifPlaced(scope, ({ call, stack }) => call.removeRoute(stack));
const removeStack = (scope: StepScope) => ifPlaced(scope, ({ call, user, stack }) => call.removeStack(user, stack));

// Setting up: undone, nothing is left.
export const startSite: Step = {
  run: applyAndPublish,
  async undo(scope) {
    await withdrawRoute(scope);
    await removeStack(scope);
  },
};

// Suspending and resuming: undone, it is as it was. Nothing here may ever remove a stack, which takes its data along.
export const showSuspended: Step = { run: route("suspended"), undo: undoWith(route("live")) };
export const stopContainers: Step = { run: stop, undo: undoWith(apply) };
export const restartContainers: Step = { run: apply, undo: undoWith(stop) };
export const republish: Step = { run: route("live"), undo: undoWith(route("suspended")) };

// Leaving: what did not work is tried again by staff.
export const takeOffline: Step = { run: wherePlaced(route("suspended")) };
export const haltContainers: Step = { run: wherePlaced(stop) };

export const checkFirstPage: Step = {
  async run(scope) {
    const { node, service } = await here(scope);
    const { host } = scope.ctx.ports.addresses.ofSite(service.name);
    const { milliseconds } = await openFirstPage({ host: node.host, port: node.httpPort }, host);
    scope.log(`GET http://${host}/ 200 in ${milliseconds} ms`);
    return { done: true, message: `The first page answered in ${milliseconds} ms.` };
  },
};

export const removeRoute: Step = {
  async run(scope) {
    await withdrawRoute(scope);
    return { done: true };
  },
};

export const removeContainers: Step = {
  async run(scope) {
    await removeStack(scope);
    return { done: true };
  },
};

export const leaveNode: Step = {
  async run(scope) {
    await ifPlaced(scope, (at) => shrinkAccount(scope, at));
    await unplace(scope.ctx, { serviceId: serviceIdOf(scope) });
    return { done: true };
  },
};
