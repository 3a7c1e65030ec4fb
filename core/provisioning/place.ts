import { z } from "zod";
import { Id } from "../kernel/id.ts";
import { wakeWaiting } from "../kernel/long-operation/plan.ts";
import { command, query } from "../kernel/operation.ts";
import * as Nodes from "../nodes/index.ts";
import * as Services from "../services/index.ts";

/** What a service waits for that no node has room for. */
export const noneReady = "node.none_ready";

const byService = z.object({ serviceId: Id("service") });

/** Gives a service a node and a port there. One that has them keeps them. Null: no node has room. */
export const place = command({
  name: "service.place",
  input: byService,
  allow: { system: true },
  async run({ tx, ctx }, { serviceId }) {
    const row = await Services.lock(tx, serviceId);
    const audit = { target: serviceId, accountId: row.accountId };
    const node = row.nodeId === null ? await Nodes.chooseNode(tx, row, ctx.now()) : await Nodes.lock(tx, row.nodeId);
    if (!node) return { value: null, audit, events: [] };
    await Nodes.placeOf(tx, node.id, row.accountId, ctx.now());
    await Nodes.markLeaving(tx, node.id, row.accountId, null);
    if (row.nodeId !== null) return { value: node, audit, events: [] };
    const port = await Nodes.freePort(tx, node.id);
    await Services.update(tx, serviceId, { nodeId: node.id, port });
    return { value: node, audit: { ...audit, after: { nodeId: node.id, port } }, events: [] };
  },
});

/**
 * Before a service's part is taken out of its account on a node. Returns the account's other services there; when there
 * are none, nothing of the account is placed there from now on until it has left.
 */
export const depart = command({
  name: "service.depart",
  input: byService,
  allow: { system: true },
  async run({ tx, ctx }, { serviceId }) {
    const row = await Services.lock(tx, serviceId);
    const audit = { target: serviceId, accountId: row.accountId };
    if (row.nodeId === null) return { value: [], audit, events: [] };
    await Nodes.lock(tx, row.nodeId);
    const here = await Services.ofAccountOn(tx, row.nodeId, row.accountId);
    const rest = here.filter(({ id }) => id !== serviceId);
    if (rest.length === 0) await Nodes.markLeaving(tx, row.nodeId, row.accountId, ctx.now());
    return { value: rest, audit, events: [] };
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
    const audit = { target: serviceId, accountId: row.accountId, before: { nodeId: row.nodeId, port: row.port } };
    if (row.nodeId === null) return { value: null, audit, events: [] };
    await Services.update(tx, serviceId, { nodeId: null, port: null });
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

/** Everything that the steps on a node need to know, as it is now. */
export const target = query({
  name: "service.target",
  input: byService,
  allow: { system: true },
  async run({ tx }, { serviceId }) {
    const row = await Services.read(tx, serviceId);
    if (row.nodeId === null || row.port === null) return null;
    const node = await Nodes.read(tx, row.nodeId);
    const slot = await Nodes.slotOn(tx, node.id, row.accountId);
    const services = await Services.ofAccountOn(tx, node.id, row.accountId);
    return { service: row, port: row.port, node, slot, services };
  },
});
export type Target = NonNullable<Awaited<ReturnType<typeof target>>>;
