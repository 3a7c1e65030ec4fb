import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import { databaseErrorOf } from "./errors.ts";
import { assertId, type Id } from "./id.ts";

/** Drizzle on one connection inside one transaction, with raw statements: they could change whom it acts for. */
export type RawTx = PgDatabase<PgQueryResultHKT, Record<string, never>>;
/** Exists only while a command or query runs. */
export type Tx = Omit<RawTx, "execute" | "transaction">;

/** What the rows of a transaction are visible to; Postgres enforces it with row-level security. */
export type Viewer =
  | { role: "tenant"; accountId: Id<"account">; personId: Id<"person"> }
  | { role: "visitor" }
  | { role: "platform" };

/** The one way to the database. */
export interface Db {
  transaction<T>(viewer: Viewer, run: (tx: Tx) => Promise<T>): Promise<T>;
}

/** What this file needs of `pg` and of `@neondatabase/serverless`, whose pools are alike. */
export interface Connection {
  query(text: string): Promise<unknown>;
  release(destroy?: boolean | Error): void;
}
export interface ConnectionPool<C extends Connection> {
  connect(): Promise<C>;
}

/** Serialization failure and deadlock: nothing was done, so the whole transaction may run again. */
const repeatable = new Set(["40001", "40P01"]);
const attemptsMax = 3;

export function poolDb<C extends Connection>(pool: ConnectionPool<C>, drizzleOn: (connection: C) => Tx): Db {
  async function once<T>(viewer: Viewer, run: (tx: Tx) => Promise<T>): Promise<T> {
    const connection = await pool.connect();
    let broken = false;
    try {
      await connection.query(opening(viewer));
      const value = await run(drizzleOn(connection));
      // After a failed statement Postgres answers a commit with a rollback, and does not call that an error.
      const ended = (await connection.query("commit")) as { command?: string };
      if (ended.command !== "COMMIT")
        throw new Error("a statement failed and its error was swallowed: nothing is kept");
      return value;
    } catch (error) {
      await connection.query("rollback").catch(() => {
        broken = true;
      });
      throw error;
    } finally {
      connection.release(broken);
    }
  }

  return {
    async transaction(viewer, run) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await once(viewer, run);
        } catch (error) {
          if (attempt === attemptsMax || !repeatable.has(databaseErrorOf(error)?.code ?? "")) throw error;
        }
      }
    },
  };
}

/** One round trip: simple statements take no parameters, so the ids are checked and then stand in the text. */
function opening(viewer: Viewer): string {
  if (viewer.role !== "tenant") return `begin; set local role ${viewer.role}`;
  assertId(viewer.accountId);
  assertId(viewer.personId);
  return `begin; set local app.account_id = '${viewer.accountId}'; set local app.person_id = '${viewer.personId}'; set local role tenant`;
}
