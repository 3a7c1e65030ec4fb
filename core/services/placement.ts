import { and, eq, ne, sum } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import { service } from "./service.sql.ts";

const here = (nodeId: Id<"node">) => and(eq(service.nodeId, nodeId), ne(service.state, "terminated"));

export const servicesOn = (tx: Tx, nodeId: Id<"node">): Promise<number> => tx.$count(service, here(nodeId));

export async function memorySoldOn(tx: Tx, nodeId: Id<"node">): Promise<number> {
  const [row] = await tx
    .select({ total: sum(service.memoryMb).mapWith(Number) })
    .from(service)
    .where(here(nodeId));
  return row?.total ?? 0;
}

/** What an account has on a node: its services there, in every state but the last. */
export const ofAccountOn = (tx: Tx, nodeId: Id<"node">, accountId: Id<"account">) =>
  tx
    .select()
    .from(service)
    .where(and(here(nodeId), eq(service.accountId, accountId)));

/** What an account has anywhere: what its websites are called and where they are. */
export const sitesOf = (tx: Tx, accountId: Id<"account">) =>
  tx
    .select({ name: service.name, nodeId: service.nodeId })
    .from(service)
    .where(and(eq(service.accountId, accountId), ne(service.state, "terminated")));

export const placedOn = (tx: Tx, nodeId: Id<"node">) =>
  tx.select({ id: service.id, accountId: service.accountId, name: service.name }).from(service).where(here(nodeId));
