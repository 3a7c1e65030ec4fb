import { and, asc, eq, gt } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import { only } from "../kernel/rows.ts";
import { portsOn } from "../releases/index.ts";
import { memorySoldOn } from "../services/index.ts";
import { node, nodeAccount, nodeCounter } from "./node.sql.ts";
import type { NodeRow } from "./node.ts";

/** Below the kernel's ephemeral range, so that no outgoing connection ever sits on a site's port. */
const firstPort = 10_000;
const lastPort = 29_999;

/** Kept back for the system, the ingress and the platform's own work. */
const systemMemoryMb = 1024;
/** Most sites use a fraction of what they may. */
const overcommit = 4;

/** A removal that has been silent for so long has failed; the user may be there still. */
const leavingMinutes = 15;

/** The ready node with the most memory left for sale, locked; undefined when none has room for the account. */
export async function chooseNode(
  tx: Tx,
  wanted: { memoryMb: number; accountId: Id<"account"> },
  at: Date,
): Promise<NodeRow | undefined> {
  const staleSince = new Date(at.getTime() - leavingMinutes * 60_000);
  for (const { row } of (await byRoom(tx)).filter(({ room }) => room >= wanted.memoryMb)) {
    // What was free may have been sold before the lock was there.
    const [locked] = await tx.select().from(node).where(eq(node.id, row.id)).for("update");
    if (locked?.state !== "ready" || (await roomOn(tx, locked)) < wanted.memoryMb) continue;
    const [leaving] = await tx
      .select()
      .from(nodeAccount)
      .where(and(mineOn(row.id, wanted.accountId), gt(nodeAccount.leavingAt, staleSince)));
    if (!leaving) return locked;
  }
  return undefined;
}

/** Where a website would most likely come to, if it were ordered now; undefined when no node is ready. */
export const likelyNode = async (tx: Tx): Promise<NodeRow | undefined> => (await byRoom(tx))[0]?.row;

/** All that are ready, the one with the most room first. */
async function byRoom(tx: Tx): Promise<{ row: NodeRow; room: number }[]> {
  const ready = await tx.select().from(node).where(eq(node.state, "ready")).orderBy(asc(node.id));
  const rooms: { row: NodeRow; room: number }[] = [];
  for (const row of ready) rooms.push({ row, room: await roomOn(tx, row) });
  return rooms.sort((a, b) => b.room - a.room);
}

/** Whether so much more can be sold of a node, which is locked against others who ask. */
export async function hasRoom(tx: Tx, nodeId: Id<"node">, memoryMb: number): Promise<boolean> {
  const [row] = await tx.select().from(node).where(eq(node.id, nodeId)).for("update");
  return row !== undefined && (await roomOn(tx, row)) >= memoryMb;
}

const roomOn = async (tx: Tx, { id, facts }: NodeRow): Promise<number> =>
  ((facts?.memoryMb ?? 0) - systemMemoryMb) * overcommit - (await memorySoldOn(tx, id));

const mineOn = (nodeId: Id<"node">, accountId: Id<"account">) =>
  and(eq(nodeAccount.nodeId, nodeId), eq(nodeAccount.accountId, accountId));

/** The account's place on a node, made when it has none. */
export async function placeOf(
  tx: Tx,
  nodeId: Id<"node">,
  accountId: Id<"account">,
  at: Date,
): Promise<typeof nodeAccount.$inferSelect> {
  const [existing] = await tx.select().from(nodeAccount).where(mineOn(nodeId, accountId));
  if (existing) return existing;
  const slot = await freeSlot(tx, nodeId);
  return only(await tx.insert(nodeAccount).values({ nodeId, accountId, slot, createdAt: at }).returning());
}

/** Undefined once the account has left the node. */
export async function slotOn(tx: Tx, nodeId: Id<"node">, accountId: Id<"account">): Promise<number | undefined> {
  const [existing] = await tx.select().from(nodeAccount).where(mineOn(nodeId, accountId));
  return existing?.slot;
}

/** The account's user is gone from the node, and its slot with it: the next user has another. */
export async function renewSlot(tx: Tx, nodeId: Id<"node">, accountId: Id<"account">): Promise<void> {
  const slot = await freeSlot(tx, nodeId);
  await tx.update(nodeAccount).set({ slot }).where(mineOn(nodeId, accountId));
}

async function freeSlot(tx: Tx, nodeId: Id<"node">): Promise<number> {
  await tx.insert(nodeCounter).values({ nodeId, lastSlot: 0 }).onConflictDoNothing();
  const counter = only(await tx.select().from(nodeCounter).where(eq(nodeCounter.nodeId, nodeId)).for("update"));
  const slot = counter.lastSlot + 1;
  await tx.update(nodeCounter).set({ lastSlot: slot }).where(eq(nodeCounter.nodeId, nodeId));
  return slot;
}

/** The lowest port of a node that no release holds. Call it with the node's row locked. */
export async function freePort(tx: Tx, nodeId: Id<"node">): Promise<number> {
  const taken = new Set(await portsOn(tx, nodeId));
  for (let port = firstPort; port <= lastPort; port++) if (!taken.has(port)) return port;
  throw new DomainError("unavailable", "node.full", "This node has no room left.");
}

/** Says whether the account's user is about to be removed from a node. Call it with the node's row locked. */
export async function markLeaving(
  tx: Tx,
  nodeId: Id<"node">,
  accountId: Id<"account">,
  leavingAt: Date | null,
): Promise<void> {
  await tx.update(nodeAccount).set({ leavingAt }).where(mineOn(nodeId, accountId));
}

export interface Disk {
  usedMb: number;
  /** Of all its services there together. */
  limitMb: number;
}

/** What an account takes of a node's disk; undefined where that is not known. */
export async function diskOn(tx: Tx, nodeId: Id<"node">, accountId: Id<"account">): Promise<Disk | undefined> {
  const [row] = await tx.select().from(nodeAccount).where(mineOn(nodeId, accountId));
  const { diskUsedMb: usedMb = null, diskLimitMb: limitMb = null } = row ?? {};
  return usedMb === null || limitMb === null ? undefined : { usedMb, limitMb };
}

/** Keeps what a node says of the accounts on it. */
export async function noteDisk(tx: Tx, nodeId: Id<"node">, disks: ReadonlyMap<Id<"account">, Disk>): Promise<void> {
  for (const row of await tx.select().from(nodeAccount).where(eq(nodeAccount.nodeId, nodeId))) {
    const { usedMb = null, limitMb = null } = disks.get(row.accountId) ?? {};
    if (row.diskUsedMb === usedMb && row.diskLimitMb === limitMb) continue;
    const noted = { diskUsedMb: usedMb, diskLimitMb: limitMb };
    await tx.update(nodeAccount).set(noted).where(mineOn(nodeId, row.accountId));
  }
}

/** The account has left the node. */
export async function leave(tx: Tx, nodeId: Id<"node">, accountId: Id<"account">): Promise<void> {
  await tx.delete(nodeAccount).where(mineOn(nodeId, accountId));
}
