import * as Hosting from "../hosting/index.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Step, StepScope } from "../kernel/long-operation/plan.ts";
import type * as Nodes from "../nodes/index.ts";
import type { ServiceRow } from "../services/index.ts";
import { place, type Target, target, unplace } from "./place.ts";
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

/** For undoing: a service without a place has nothing on any node. */
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
      waitSeconds: nodeWaitSeconds,
      waitingFor: {
        code: "node.none_ready",
        message: "Waiting for a node with room. It goes on by itself as soon as there is one.",
      },
    };
  },
  undo: async (scope) => {
    await unplace(scope.ctx, { serviceId: serviceIdOf(scope) });
  },
};

export const ensureAccount: Step = {
  async run(scope) {
    const { call, user, slot, services } = await here(scope);
    const limits = limitsOf(services);
    await call.ensureAccount({ user, slot, limits, ports: services.flatMap(({ port }) => port ?? []) });
    scope.log(`user ${user}, ${limits.memoryMb} MB memory, ${limits.processes} processes`);
    return { done: true, message: `Own Linux user with ${limits.memoryMb} MB of memory.` };
  },
  undo: (scope) => ifPlaced(scope, (at) => shrinkAccount(at)),
};

/** What the account's other services need; nothing left means no user left. */
async function shrinkAccount({ call, user, slot, service, services }: Awaited<ReturnType<typeof here>>): Promise<void> {
  const rest = services.filter(({ id }) => id !== service.id);
  if (rest.length === 0) await call.removeAccount(user);
  else await call.ensureAccount({ user, slot, limits: limitsOf(rest), ports: rest.flatMap(({ port }) => port ?? []) });
}

const limitsOf = (services: readonly ServiceRow[]) => ({
  memoryMb: total(services, "memoryMb"),
  cpuPercent: total(services, "cpuPercent"),
  processes: total(services, "processes"),
  diskMb: total(services, "diskMb"),
});

const total = (services: readonly ServiceRow[], limit: "memoryMb" | "cpuPercent" | "processes" | "diskMb"): number =>
  services.reduce((sum, service) => sum + service[limit], 0);

export const startContainers: Step = {
  async run(scope) {
    const { call, user, stack, service, port } = await here(scope);
    const { host } = scope.ctx.ports.addresses.ofSite(service.name);
    const { memoryMb, processes } = service;
    const files = Hosting.staticSite({ name: stack, host, port, memoryMb, processes });
    const { state, message } = await call.applyStack({ user, stack, ...files, waitSeconds: healthWaitSeconds });
    if (message !== undefined) scope.log(message, state === "failed" ? "err" : "out");
    if (state === "healthy") return { done: true, message: "Running and healthy." };
    if (state === "starting") return { done: false, waitSeconds: pollSeconds };
    throw new DomainError("unavailable", "containers.failed", "The containers did not start.", { cause: message });
  },
  undo: (scope) => ifPlaced(scope, ({ call, user, stack }) => call.removeStack(user, stack)),
};

const route = (state: "live" | "suspended") => async (scope: StepScope) => {
  const { call, stack, port, service } = await here(scope);
  const { host } = scope.ctx.ports.addresses.ofSite(service.name);
  await call.putRoute({ site: stack, hosts: [host], port, state });
  scope.log(`${host} is ${state}`);
  return {
    done: true,
    message: state === "live" ? `${host} leads to it.` : `${host} says that it is suspended.`,
  } as const;
};

const withdrawRoute = (scope: StepScope) => ifPlaced(scope, ({ call, stack }) => call.removeRoute(stack));

export const publish: Step = { run: route("live"), undo: withdrawRoute };

export const showSuspended: Step = { run: route("suspended") };

export const checkFirstPage: Step = {
  async run(scope) {
    const { node, service } = await here(scope);
    const { host } = scope.ctx.ports.addresses.ofSite(service.name);
    const { milliseconds } = await openFirstPage({ host: node.host, port: node.httpPort }, host);
    scope.log(`GET http://${host}/ 200 in ${milliseconds} ms`);
    return { done: true, message: `The first page answered in ${milliseconds} ms.` };
  },
};

export const stopContainers: Step = {
  async run(scope) {
    const { call, user, stack } = await here(scope);
    await call.stopStack(user, stack);
    return { done: true, message: "Stopped. Files and settings are kept." };
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
    await ifPlaced(scope, ({ call, user, stack }) => call.removeStack(user, stack));
    return { done: true };
  },
};

export const leaveNode: Step = {
  async run(scope) {
    await ifPlaced(scope, shrinkAccount);
    await unplace(scope.ctx, { serviceId: serviceIdOf(scope) });
    return { done: true };
  },
};
