import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { actingAs, type Db, type Tx } from "./db.ts";
import { preparing } from "./prepared-statement.ts";

export interface Sandbox {
  db: Db;
  /** As if nothing had happened since the beginning. */
  undo(): Promise<void>;
  close(): Promise<void>;
}

/**
 * A database whose transactions see what those before them did, until all of it is undone. They are savepoints of one
 * transaction, one after the other: what happens at the same time cannot be tried in it.
 */
export async function sandbox(url: string): Promise<Sandbox> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query("begin");
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
  const settings = ["account_id", "person_id", "service_ids"].map((name) => `set local app.${name} = ''`).join("; ");
  const within = async <T>(acting: string, run: () => Promise<T>): Promise<T> => {
    await client.query(`savepoint step; reset role; ${settings}; ${acting}`);
    try {
      const value = await run();
      // What is deferred to the end of a transaction is checked at the end of each.
      await client.query("set constraints all immediate; set constraints all deferred; release savepoint step");
      return value;
    } catch (error) {
      await client.query("rollback to savepoint step; release savepoint step");
      throw error;
    }
  };
  const db: Db = {
    transaction: (viewer, run) =>
      inTurn(() => within(actingAs(viewer), () => run(drizzle(preparing(client)) as unknown as Tx))),
    byDigest: (viewer, statement, digest) =>
      inTurn(() =>
        within(actingAs(viewer), async () => {
          const text = statement.replace("$digest", `'\\x${Buffer.from(digest).toString("hex")}'::bytea`);
          return (await client.query<Record<string, unknown>>(text)).rows;
        }),
      ),
  };
  return {
    db,
    undo: () => inTurn(async () => void (await client.query("rollback; begin"))),
    close: () => client.end(),
  };
}
