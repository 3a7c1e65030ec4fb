import { sql } from "drizzle-orm";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import { databaseErrorOf } from "./errors.ts";
import { assertId, type Id } from "./id.ts";

/** Drizzle on one connection inside one transaction, with raw statements: they could change whom it acts for. */
export type RawTx = PgDatabase<PgQueryResultHKT, Record<string, never>>;
/** Exists only while a command or query runs. */
export type Tx = Omit<RawTx, "execute" | "transaction">;

/** What the rows of a transaction are visible to; Postgres enforces it with row-level security. */
export type Viewer =
  | {
      role: "tenant";
      /** What is missing here sees no rows by it. */
      accountId?: Id<"account">;
      personId?: Id<"person">;
      /** Of services no others are seen; all of the account's when it is missing. */
      serviceIds?: readonly Id<"service">[];
    }
  | { role: "visitor" }
  | { role: "platform" };

export interface TransactionOptions {
  /** Nothing can be written, and nobody waits for the end of the transaction. */
  readOnly?: boolean;
}

/** The one way to the database. */
export interface Db {
  transaction<T>(viewer: Viewer, run: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /**
   * One statement in a transaction of its own, in a single round trip. It takes no parameters but a digest, which stands
   * for `$digest` in its text. Rows are as the driver gives them.
   */
  byDigest(viewer: Viewer, statement: string, digest: Uint8Array): Promise<unknown[]>;
}

/** What this file needs of `pg` and of `@neondatabase/serverless`, whose pools are alike. */
export interface Connection {
  query(text: string): Promise<unknown>;
  release(destroy?: boolean | Error): void;
}
export interface ConnectionPool<C extends Connection> {
  connect(): Promise<C>;
}

/** A statement that its connection keeps prepared, and the schema has changed since. On another connection it is right. */
const outdated = "0A000";
/** Serialization failure and deadlock besides: nothing was done, so the whole transaction may run again. */
const repeatable = new Set(["40001", "40P01", outdated]);
/** More than a pool of the functions has connections, each of which may keep the same outdated statement. */
const attemptsMax = 5;

const isOutdated = (error: unknown): boolean => databaseErrorOf(error)?.code === outdated;

export function poolDb<C extends Connection>(pool: ConnectionPool<C>, drizzleOn: (connection: C) => Tx): Db {
  async function write<T>(viewer: Viewer, run: (tx: Tx) => Promise<T>): Promise<T> {
    const connection = await pool.connect();
    let broken = false;
    try {
      await connection.query(`begin; ${actingAs(viewer)}`);
      const value = await run(drizzleOn(connection));
      // After a failed statement Postgres answers a commit with a rollback, and does not call that an error.
      const ended = (await connection.query("commit")) as { command?: string };
      if (ended.command !== "COMMIT")
        throw new Error("a statement failed and its error was swallowed: nothing is kept");
      return value;
    } catch (error) {
      broken = isOutdated(error);
      await connection.query("rollback").catch(() => {
        broken = true;
      });
      throw error;
    } finally {
      connection.release(broken);
    }
  }

  async function read<T>(viewer: Viewer, run: (tx: Tx) => Promise<T>): Promise<T> {
    const connection = await pool.connect();
    let broken = false;
    try {
      await connection.query(`begin read only; ${actingAs(viewer)}`);
      return await run(drizzleOn(connection));
    } catch (error) {
      broken = isOutdated(error);
      throw error;
    } finally {
      // Nothing can have been written, so nothing hangs on how this ends but the connection, which waits for it.
      connection.query("rollback").then(
        () => connection.release(broken),
        () => connection.release(true),
      );
    }
  }

  return {
    async transaction(viewer, run, { readOnly = false } = {}) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await (readOnly ? read(viewer, run) : write(viewer, run));
        } catch (error) {
          if (attempt === attemptsMax || !repeatable.has(databaseErrorOf(error)?.code ?? "")) throw error;
        }
      }
    },
    async byDigest(viewer, statement, digest) {
      const connection = await pool.connect();
      let broken = true;
      try {
        const text = statement.replace("$digest", `'\\x${Buffer.from(digest).toString("hex")}'::bytea`);
        const results = (await connection.query(`begin read only; ${actingAs(viewer)}; ${text}; commit`)) as readonly {
          command: string;
          rows: unknown[];
        }[];
        broken = false;
        return results.find(({ command }) => command === "SELECT")?.rows ?? [];
      } finally {
        connection.release(broken);
      }
    },
  };
}

/** One round trip with what precedes it: simple statements take no parameters, so the ids are checked and then stand in the text. */
export function actingAs(viewer: Viewer): string {
  if (viewer.role !== "tenant") return `set local role ${viewer.role}`;
  const { accountId, personId, serviceIds } = viewer;
  const settings = [
    ["app.account_id", accountId === undefined ? [] : [accountId]],
    ["app.person_id", personId === undefined ? [] : [personId]],
    ["app.service_ids", serviceIds?.length === 0 ? [noService] : (serviceIds ?? [])],
  ] as const;
  return `${settings.map(([name, ids]) => `set local ${name} = '${ids.map(checkedId).join(",")}'`).join("; ")}; set local role tenant`;
}

/**
 * From here on the transaction sees and writes the rows of another account: for whoever was just found to belong there, or
 * to be joining it.
 */
export async function enterAccount(tx: Tx, accountId: Id<"account">): Promise<void> {
  assertId(accountId);
  await (tx as RawTx).execute(sql`select set_config('app.account_id', ${accountId}, true)`);
}

/** An empty list would mean every service. */
const noService: Id<"service"> = "svc_00000000000000000000000000";

function checkedId(id: string): string {
  assertId(id);
  return id;
}
