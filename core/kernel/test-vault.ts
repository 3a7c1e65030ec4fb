import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { pgTable, text } from "drizzle-orm/pg-core";
import pg from "pg";
import { afterAll, beforeAll } from "vitest";
import { dataKey } from "./data-key.sql.ts";
import { KeyRing, type KeyScope, scopeIdOf } from "./data-key.ts";
import { type Db, poolDb, type Tx, type Viewer } from "./db.ts";
import { newId } from "./id.ts";
import { MemoryKeyProtection } from "./memory-key-protection.ts";
import { open, type Sealed, type SealedAddress, seal } from "./sealed.ts";
import { sealed, sealedAt } from "./sealed-column.ts";
import { Secret } from "./secret.ts";
import { testDatabase } from "./test-db.ts";

/** A table with sealed columns, which exists in a test vault's database only. */
export const vault = pgTable("vault", { id: text("id").primaryKey(), token: sealed("token"), spare: sealed("spare") });

export const aPerson = () => ({ kind: "person", id: newId("person") }) as const;
export const anAccount = () => ({ kind: "account", id: newId("account") }) as const;
export const memberOf = (account: { id: `acc_${string}` }, person = aPerson()): Viewer => ({
  role: "tenant",
  accountId: account.id,
  personId: person.id,
});
export const at = (scope: KeyScope, rowId = "row_1"): SealedAddress => sealedAt(vault.token, rowId, scope);

/** A database of its own and a key ring on it, for one test file; call it at the top. */
export function testVault() {
  const protection = new MemoryKeyProtection();
  const clock = { now: new Date("2026-03-01T12:00:00.000Z") };
  const newRing = () => new KeyRing({ protection, now: () => clock.now });
  const ring = newRing();
  const closing: (() => Promise<void>)[] = [];
  let [db, asOwner]: [Db | undefined, pg.Client | undefined] = [undefined, undefined];

  /** Another database, migrated and empty. */
  async function emptyDb(): Promise<{ db: Db; owner: pg.Client }> {
    const database = await testDatabase();
    const owner = new pg.Client(database.ownerUrl);
    await owner.connect();
    const pool = new pg.Pool({ connectionString: database.url, max: 10 });
    pool.on("error", () => undefined);
    closing.push(async () => {
      await Promise.all([pool.end(), owner.end()]);
      await database.close();
    });
    return { db: poolDb<pg.PoolClient>(pool, drizzle), owner };
  }

  beforeAll(async () => {
    const made = await emptyDb();
    [db, asOwner] = [made.db, made.owner];
    await asOwner.query("create table vault (id text primary key, token bytea, spare bytea)");
    await asOwner.query("grant select, insert, update on vault to platform, tenant");
    await platform((tx) => ring.prepare(tx));
  });
  afterAll(async () => {
    for (const close of closing) await close();
  });

  function started<T>(part: T | undefined): T {
    if (part === undefined) throw new Error("the vault starts in beforeAll");
    return part;
  }
  const as = <T>(viewer: Viewer, run: (tx: Tx) => Promise<T>): Promise<T> => started(db).transaction(viewer, run);
  const platform = <T>(run: (tx: Tx) => Promise<T>) => as({ role: "platform" }, run);

  return {
    protection,
    clock,
    ring,
    newRing,
    emptyDb,
    as,
    platform,
    owner: () => started(asOwner),
    sealText: (address: SealedAddress, plain: string, keys = ring) =>
      platform((tx) => seal(keys.in(tx), address, new Secret(plain))),
    openText: (address: SealedAddress, value: Sealed, keys = ring) =>
      platform(async (tx) => (await open(keys.in(tx), address, value)).reveal()),
    keysOf: (scope: KeyScope) =>
      platform((tx) =>
        tx
          .select()
          .from(dataKey)
          .where(eq(dataKey.scopeId, scopeIdOf(scope))),
      ),
  };
}
