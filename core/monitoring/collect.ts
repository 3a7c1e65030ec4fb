import { eq } from "drizzle-orm";
import * as Jobs from "../jobs/index.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import { type Id, newId } from "../kernel/id.ts";
import type { Ctx, StoredEvent } from "../kernel/operation.ts";
import * as Nodes from "../nodes/index.ts";
import * as Services from "../services/index.ts";
import { nodeMetric, nodeSample, serviceExit, serviceMetric } from "./metric.sql.ts";
import { resolutions } from "./metrics.state.ts";
import { inOneMinute, inOneMinuteOfNode, restartedToo, rollUpNode, rollUpServices } from "./rollup.sql.ts";
import { NodeSample, nodeUsageBetween, type Usage, usageBetween } from "./sample.ts";

const minuteMs = 60_000;
/** A message that comes twice, or late and together with the next, asks no node twice. */
const nearestMs = 20_000;
/** What ended in the moment of the last sample may have been written down after it. */
const overlapMs = 30_000;
/** The calls of a node's doors end after 25 seconds. */
const timeoutSeconds = 20;

/** The service whose site it is, or whose release or add-on the stack: they are called after its home. */
export function serviceOf(name: string): Id<"service"> | undefined {
  const [, ulid] = /^s-([0-7][0-9a-hjkmnp-tv-z]{25})(?:-|$)/.exec(name) ?? [];
  return ulid === undefined ? undefined : `svc_${ulid.toUpperCase()}`;
}

/** The account whose user it is on every node. */
const accountOfUser = (user: string): Id<"account"> => `acc_${user.slice("c-".length).toUpperCase()}`;

/**
 * Asks a node what its sites have used and keeps the difference to the last time. No command: nothing is decided. Whatever a
 * lost round has missed is in the next one. Returns whether something was kept.
 */
export async function collect(ctx: Ctx, nodeId: Id<"node">): Promise<boolean> {
  const address = await Nodes.address(ctx, { nodeId });
  const last = await lastSample(ctx, nodeId);
  if (last && ctx.now().getTime() - last.at.getTime() < nearestMs) return false;
  const after = last && new Date(last.at.getTime() - overlapMs).toISOString();
  const input = { ...(after !== undefined && { after }) };
  const sample = NodeSample.parse(
    await ctx.ports.nodes.on(address).primitive("node-metrics", input, { timeoutSeconds }),
  );
  return ctx.db.transaction({ role: "platform" }, (tx) => keep(tx, nodeId, sample));
}

/** The same, where a node that cannot be asked now is asked again a minute later. */
export async function collectIfReachable(ctx: Ctx, nodeId: Id<"node">): Promise<boolean> {
  try {
    return await collect(ctx, nodeId);
  } catch (error) {
    if (error instanceof DomainError && ["unavailable", "conflict", "not_found"].includes(error.kind)) return false;
    throw error;
  }
}

const lastSample = (ctx: Ctx, nodeId: Id<"node">) =>
  ctx.db.transaction(
    { role: "platform" },
    async (tx) => (await tx.select({ at: nodeSample.at }).from(nodeSample).where(eq(nodeSample.nodeId, nodeId)))[0],
    { readOnly: true },
  );

async function keep(tx: Tx, nodeId: Id<"node">, sample: NodeSample): Promise<boolean> {
  const at = new Date(sample.at);
  const [before] = await tx.select().from(nodeSample).where(eq(nodeSample.nodeId, nodeId)).for("update");
  if (before && before.at >= at) return false;
  const row = { nodeId, at, sample: { ...sample, exits: [], runs: [] } };
  await tx.insert(nodeSample).values(row).onConflictDoUpdate({ target: nodeSample.nodeId, set: row });
  const disks = sample.accounts.map(
    ({ user, diskUsedMb: usedMb, diskLimitMb: limitMb }) => [accountOfUser(user), { usedMb, limitMb }] as const,
  );
  await Nodes.noteDisk(tx, nodeId, new Map(disks));
  if (!before) return true;
  const services = await Services.placedOn(tx, nodeId);
  const accountOf = new Map(services.map(({ id, accountId }) => [id, accountId]));
  const ownerOf = (name: string) => {
    const id = serviceOf(name);
    return id !== undefined && accountOf.has(id) ? id : undefined;
  };
  const interval = {
    step: resolutions[0].step,
    at: new Date(Math.floor(at.getTime() / minuteMs) * minuteMs),
    seconds: Math.max(1, Math.round((at.getTime() - before.at.getTime()) / 1000)),
  };
  const usages = usageBetween(before.sample, sample, ownerOf);
  await keepUsages(tx, interval, usages, accountOf);
  await keepExits(tx, sample.exits, accountOf);
  await keepRuns(tx, sample.runs, accountOf);
  await Jobs.clearLost(tx, [...accountOf.keys()], at);
  await tx
    .insert(nodeMetric)
    .values({ nodeId, ...interval, ...nodeUsageBetween(before.sample, sample) })
    .onConflictDoUpdate({ target: [nodeMetric.nodeId, nodeMetric.step, nodeMetric.at], set: inOneMinuteOfNode });
  await rollUp(
    tx,
    nodeId,
    services.map(({ id }) => id),
    before.at,
    at,
  );
  return true;
}

type AccountOf = ReadonlyMap<Id<"service">, Id<"account">>;

async function keepUsages(
  tx: Tx,
  interval: { step: number; at: Date; seconds: number },
  usages: ReadonlyMap<string, Usage>,
  accountOf: AccountOf,
): Promise<void> {
  const rows = [...usages].flatMap(([owner, usage]) => {
    const accountId = accountOf.get(owner as Id<"service">);
    return accountId ? [{ serviceId: owner as Id<"service">, accountId, ...interval, ...usage }] : [];
  });
  if (rows.length === 0) return;
  const target = [serviceMetric.serviceId, serviceMetric.step, serviceMetric.at];
  await tx.insert(serviceMetric).values(rows).onConflictDoUpdate({ target, set: inOneMinute });
}

async function keepExits(tx: Tx, exits: NodeSample["exits"], accountOf: AccountOf): Promise<void> {
  const rows = exits.flatMap(({ user: _, stack, service: part, at, ...rest }) => {
    const serviceId = serviceOf(stack);
    const accountId = serviceId && accountOf.get(serviceId);
    return accountId ? [{ serviceId, accountId, at: new Date(at), stack, part, ...rest }] : [];
  });
  if (rows.length === 0) return;
  const target = [serviceExit.serviceId, serviceExit.at, serviceExit.stack, serviceExit.part];
  // The same end is told twice where it lay between two samples; Podman may have started the container again meanwhile.
  await tx.insert(serviceExit).values(rows).onConflictDoUpdate({ target, set: restartedToo });
}

async function keepRuns(tx: Tx, runs: NodeSample["runs"], accountOf: AccountOf): Promise<void> {
  const ends = runs.flatMap(({ user: _, home, ...end }) => {
    const serviceId = serviceOf(home);
    const accountId = serviceId && accountOf.get(serviceId);
    return accountId ? [{ serviceId, accountId, ...end }] : [];
  });
  await Jobs.keepEnds(tx, ends);
}

/** When an hour or a day is over, all of it is added up. */
async function rollUp(
  tx: Tx,
  nodeId: Id<"node">,
  serviceIds: readonly Id<"service">[],
  before: Date,
  now: Date,
): Promise<void> {
  for (const [index, { step: into }] of resolutions.entries()) {
    const finer = resolutions[index - 1];
    if (!finer) continue;
    const startOf = (at: Date) => new Date(Math.floor(at.getTime() / 1000 / into) * into * 1000);
    const window = { from: startOf(before), until: startOf(now), step: finer.step, into };
    if (window.from >= window.until) continue;
    await rollUpServices(tx, serviceIds, window);
    await rollUpNode(tx, nodeId, window);
  }
}

/**
 * One event for each node that is worth asking. They are in no outbox: what is lost is in the next round, and each minute of
 * each node would leave a row.
 */
export async function roundOf(ctx: Ctx): Promise<StoredEvent[]> {
  const ready = (await Nodes.list(ctx, {})).filter(({ state }) => state === "ready");
  return ready.map(({ id }) => ({ id: newId("event"), dueAt: ctx.now(), type: "node.metrics_due", subject: id }));
}
