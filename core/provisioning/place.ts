import { z } from "zod";
import * as AddOns from "../add-ons/index.ts";
import * as Builds from "../builds/index.ts";
import * as Jobs from "../jobs/index.ts";
import type { Tx } from "../kernel/db.ts";
import { Id } from "../kernel/id.ts";
import { wakeWaiting } from "../kernel/long-operation/plan.ts";
import { command, query } from "../kernel/operation.ts";
import * as Nodes from "../nodes/index.ts";
import * as Releases from "../releases/index.ts";
import * as Services from "../services/index.ts";
import type { AccountLimits } from "./primitives.ts";

/** What a service waits for that no node has room for. */
export const noneReady = "node.none_ready";

const byService = z.object({ serviceId: Id("service") });

const byWork = z.object({ serviceId: Id("service"), operationId: Id("operation") });

/**
 * Gives the release that an operation starts a port, and its service a node where it has none. What has them keeps them.
 * Null: no node has room.
 */
export const place = command({
  name: "service.place",
  input: byWork,
  allow: { system: true },
  async run({ tx, ctx }, { serviceId, operationId }) {
    const row = await Services.lock(tx, serviceId);
    const audit = { target: serviceId, accountId: row.accountId };
    const node = row.nodeId === null ? await Nodes.chooseNode(tx, row, ctx.now()) : await Nodes.lock(tx, row.nodeId);
    if (!node) return { value: null, audit, events: [] };
    await Nodes.placeOf(tx, node.id, row.accountId, ctx.now());
    await Nodes.markLeaving(tx, node.id, row.accountId, null);
    if (row.nodeId === null) await Services.update(tx, serviceId, { nodeId: node.id });
    const release = await Releases.ofOperation(tx, operationId);
    if (!release) throw new Error("the operation starts no release");
    if (release.port !== null && release.state !== "pending") return { value: node, audit, events: [] };
    const port = release.port ?? (await Nodes.freePort(tx, node.id));
    const begun = release.state === "pending" && ({ state: "starting", startedAt: ctx.now() } as const);
    await Releases.update(tx, release.id, { nodeId: node.id, port, stoppedAt: null, ...begun });
    return { value: node, audit: { ...audit, after: { nodeId: node.id, port } }, events: [] };
  },
});

/**
 * Before a service's part is taken out of its account on a node. Returns what the account's other services there need; when
 * there are none, nothing of the account is placed there from now on until it has left.
 */
export const depart = command({
  name: "service.depart",
  input: byService,
  allow: { system: true },
  async run({ tx, ctx }, { serviceId }) {
    const row = await Services.lock(tx, serviceId);
    const audit = { target: serviceId, accountId: row.accountId };
    if (row.nodeId === null) return { value: null, audit, events: [] };
    await Nodes.lock(tx, row.nodeId);
    const here = await Services.ofAccountOn(tx, row.nodeId, row.accountId);
    const rest = here.filter(({ id }) => id !== serviceId);
    const needs = await needsOf(tx, rest);
    if (rest.length === 0) await Nodes.markLeaving(tx, row.nodeId, row.accountId, ctx.now());
    return { value: rest.length === 0 ? null : needs, audit, events: [] };
  },
});

/** After the account's user was removed from the node of this service, its last one there. */
export const left = command({
  name: "service.left",
  input: byService,
  allow: { system: true },
  async run({ tx, ctx }, { serviceId }) {
    const row = await Services.lock(tx, serviceId);
    const audit = { target: serviceId, accountId: row.accountId, before: { nodeId: row.nodeId } };
    if (row.nodeId === null) return { value: null, audit, events: [] };
    await Nodes.lock(tx, row.nodeId);
    await Nodes.leave(tx, row.nodeId, row.accountId);
    return { value: null, audit, events: await wakeWaiting(tx, noneReady, ctx.now()) };
  },
});

/** Takes a service off its node: there is room again. */
export const unplace = command({
  name: "service.unplace",
  input: byService,
  allow: { system: true },
  async run({ tx, ctx }, { serviceId }) {
    const row = await Services.lock(tx, serviceId);
    const audit = { target: serviceId, accountId: row.accountId, before: { nodeId: row.nodeId } };
    if (row.nodeId === null) return { value: null, audit, events: [] };
    await Releases.forgetPlaces(tx, serviceId, ctx.now());
    await Services.update(tx, serviceId, { nodeId: null });
    return { value: null, audit, events: await wakeWaiting(tx, noneReady, ctx.now()) };
  },
});

/** The account's user has never been on the node, or no more: it gets a number that was not used there. */
export const renewSlot = command({
  name: "service.renew_slot",
  input: byService,
  allow: { system: true },
  async run({ tx }, { serviceId }) {
    const row = await Services.lock(tx, serviceId);
    if (row.nodeId !== null) {
      await Nodes.lock(tx, row.nodeId);
      await Nodes.renewSlot(tx, row.nodeId, row.accountId);
    }
    return { value: null, audit: { target: serviceId, accountId: row.accountId }, events: [] };
  },
});

/** What an account's user is to be given on a node. */
export interface Needs {
  limits: AccountLimits;
  ports: number[];
}

/** Memory and processes for every release that runs, as two do while one takes over from the other. */
async function needsOf(tx: Tx, services: readonly Services.ServiceRow[]): Promise<Needs> {
  const releases = await Releases.holding(
    tx,
    services.map(({ id }) => id),
  );
  const running = releases.filter(({ stoppedAt }) => stoppedAt === null);
  const timesOf = ({ id }: Services.ServiceRow) =>
    Math.max(1, running.filter(({ serviceId }) => serviceId === id).length);
  // What is built must not take its memory from what visitors are looking at.
  const buildMemoryMb = await Builds.memoryOf(
    tx,
    services.map(({ id }) => id),
  );
  // Nor must commands, by the clock or because somebody asked for one.
  const commanding = await Jobs.withCommands(
    tx,
    services.map(({ id }) => id),
  );
  const more = services.filter(({ id }) => commanding.has(id)).map(Jobs.limitsOfRun);
  const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
  const total = (of: (service: Services.ServiceRow) => number) => sum(services.map(of));
  return {
    limits: {
      memoryMb:
        total((service) => service.memoryMb * timesOf(service)) + buildMemoryMb + sum(more.map((one) => one.memoryMb)),
      cpuPercent: total(({ cpuPercent }) => cpuPercent),
      processes: total((service) => service.processes * timesOf(service)) + sum(more.map((one) => one.processes)),
      diskMb: total(({ diskMb }) => diskMb),
    },
    ports: running.flatMap(({ port }) => port ?? []).toSorted((a, b) => a - b),
  };
}

/** Everything that the steps on a node need to know, as it is now. */
export const target = query({
  name: "service.target",
  input: z.object({ serviceId: Id("service"), operationId: Id("operation").optional() }),
  allow: { system: true },
  async run({ tx }, { serviceId, operationId }) {
    const service = await Services.read(tx, serviceId);
    if (service.nodeId === null) return null;
    const node = await Nodes.read(tx, service.nodeId);
    const slot = await Nodes.slotOn(tx, node.id, service.accountId);
    const needs = await needsOf(tx, await Services.ofAccountOn(tx, node.id, service.accountId));
    return {
      service,
      node,
      slot,
      needs,
      /** The release that the operation starts. */
      starting: operationId && (await Releases.ofOperation(tx, operationId)),
      live: await Releases.liveOf(tx, serviceId),
      addOns: await AddOns.ofService(tx, serviceId),
      /** All that hold a port. */
      holding: await Releases.holding(tx, [serviceId]),
    };
  },
});
export type Target = NonNullable<Awaited<ReturnType<typeof target>>>;
