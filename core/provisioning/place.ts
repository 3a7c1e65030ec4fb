import { z } from "zod";
import { Id } from "../kernel/id.ts";
import { command, query } from "../kernel/operation.ts";
import * as Nodes from "../nodes/index.ts";
import * as Services from "../services/index.ts";

const byService = z.object({ serviceId: Id("service") });

/** Gives a service a node and a port there. One that has them keeps them. Null: no node has room. */
export const place = command({
  name: "service.place",
  input: byService,
  allow: { system: true },
  async run({ tx, ctx }, { serviceId }) {
    const row = await Services.lock(tx, serviceId);
    const audit = { target: serviceId, accountId: row.accountId };
    if (row.nodeId !== null) return { value: await Nodes.lock(tx, row.nodeId), audit, events: [] };
    const chosen = await Nodes.chooseNode(tx, row.memoryMb);
    if (!chosen) return { value: null, audit, events: [] };
    const node = await Nodes.lock(tx, chosen.id);
    await Nodes.placeOf(tx, node.id, row.accountId, ctx.now());
    const port = await Nodes.freePort(tx, node.id);
    await Services.update(tx, serviceId, { nodeId: node.id, port });
    return { value: node, audit: { ...audit, after: { nodeId: node.id, port } }, events: [] };
  },
});

/** Takes a service off its node, and its account too when that has nothing else there. */
export const unplace = command({
  name: "service.unplace",
  input: byService,
  allow: { system: true },
  async run({ tx }, { serviceId }) {
    const row = await Services.lock(tx, serviceId);
    const audit = { target: serviceId, accountId: row.accountId, before: { nodeId: row.nodeId, port: row.port } };
    if (row.nodeId === null) return { value: null, audit, events: [] };
    await Nodes.lock(tx, row.nodeId);
    await Services.update(tx, serviceId, { nodeId: null, port: null });
    const rest = await Services.ofAccountOn(tx, row.nodeId, row.accountId);
    if (rest.length === 0) await Nodes.leave(tx, row.nodeId, row.accountId);
    return { value: null, audit, events: [] };
  },
});

/** Everything that the steps on a node need to know, as it is now. */
export const target = query({
  name: "service.target",
  input: byService,
  allow: { system: true },
  async run({ tx, ctx }, { serviceId }) {
    const row = await Services.lock(tx, serviceId);
    if (row.nodeId === null || row.port === null) return null;
    const node = await Nodes.lock(tx, row.nodeId);
    const { slot } = await Nodes.placeOf(tx, node.id, row.accountId, ctx.now());
    const services = await Services.ofAccountOn(tx, node.id, row.accountId);
    return { service: row, port: row.port, node, slot, services };
  },
});
export type Target = NonNullable<Awaited<ReturnType<typeof target>>>;
