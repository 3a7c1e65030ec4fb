import { and, asc, eq } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import { only } from "../kernel/rows.ts";
import { memorySoldOn, portsOn } from "../services/index.ts";
import { node, nodeAccount, nodeCounter } from "./node.sql.ts";
import type { NodeRow } from "./node.ts";

/** Below the kernel's ephemeral range, so that no outgoing connection ever sits on a site's port. */
const firstPort = 10_000;
const lastPort = 29_999;

/** Kept back for the system, the ingress and the platform's own work. */
const systemMemoryMb = 1024;
/** Most sites use a fraction of what they may. */
const overcommit = 4;

/** The ready node with the most memory left for sale; undefined when none has room. */
export async function chooseNode(tx: Tx, memoryMb: number): Promise<NodeRow | undefined> {
  const ready = await tx.select().from(node).where(eq(node.state, "ready")).orderBy(asc(node.id));
  const rooms = await Promise.all(
    ready.map(async (row) => {
      const forSale = ((row.facts?.memoryMb ?? 0) - systemMemoryMb) * overcommit;
      return { row, room: forSale - (await memorySoldOn(tx, row.id)) };
    }),
  );
  return rooms.filter(({ room }) => room >= memoryMb).sort((a, b) => b.room - a.room)[0]?.row;
}

/** The account's place on a node, made when it has none. */
export async function placeOf(
  tx: Tx,
  nodeId: Id<"node">,
  accountId: Id<"account">,
  at: Date,
): Promise<typeof nodeAccount.$inferSelect> {
  const mine = and(eq(nodeAccount.nodeId, nodeId), eq(nodeAccount.accountId, accountId));
  const [existing] = await tx.select().from(nodeAccount).where(mine);
  if (existing) return existing;
  await tx.insert(nodeCounter).values({ nodeId, lastSlot: 0 }).onConflictDoNothing();
  const counter = only(await tx.select().from(nodeCounter).where(eq(nodeCounter.nodeId, nodeId)).for("update"));
  const slot = counter.lastSlot + 1;
  await tx.update(nodeCounter).set({ lastSlot: slot }).where(eq(nodeCounter.nodeId, nodeId));
  return only(await tx.insert(nodeAccount).values({ nodeId, accountId, slot, createdAt: at }).returning());
}

/** The lowest port of a node that no service holds. Call it with the node's row locked. */
export async function freePort(tx: Tx, nodeId: Id<"node">): Promise<number> {
  const taken = new Set(await portsOn(tx, nodeId));
  for (let port = firstPort; port <= lastPort; port++) if (!taken.has(port)) return port;
  throw new DomainError("unavailable", "node.full", "This node has no room left.");
}

/** The account leaves the node. */
export async function leave(tx: Tx, nodeId: Id<"node">, accountId: Id<"account">): Promise<void> {
  await tx.delete(nodeAccount).where(and(eq(nodeAccount.nodeId, nodeId), eq(nodeAccount.accountId, accountId)));
}
