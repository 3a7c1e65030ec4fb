import { sql } from "drizzle-orm";
import type { RawTx, Tx } from "./db.ts";

/**
 * Waits until no other transaction has the turn of this name, and keeps it until this one ends. For what rows cannot
 * guard, because deciding needs several of them and which ones they are changes meanwhile.
 */
export async function takeTurn(tx: Tx, name: `${string}.${string}`): Promise<void> {
  await (tx as RawTx).execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
}
