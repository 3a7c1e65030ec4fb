import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { inspect } from "node:util";
import { eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { pgTable, text } from "drizzle-orm/pg-core";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dataKey, wrappingKey } from "./data-key.sql.ts";
import { KeyRing, type KeyScope, type Keys } from "./data-key.ts";
import { type Db, poolDb, type Tx, type Viewer } from "./db.ts";
import vectors from "./envelope.vectors.json" with { type: "json" };
import { newId } from "./id.ts";
import { MemoryKeyProtection } from "./memory-key-protection.ts";
import { isOutdated, open, openAll, openBytes, Sealed, type SealedAddress, seal } from "./sealed.ts";
import { sealed, sealedAt } from "./sealed-column.ts";
import { Secret } from "./secret.ts";
import { type TestDatabase, testDatabase } from "./test-db.ts";

const vault = pgTable("vault", { id: text("id").primaryKey(), token: sealed("token"), spare: sealed("spare") });

let database: TestDatabase;
let pool: pg.Pool;
let db: Db;
const protection = new MemoryKeyProtection();
const clock = { now: new Date("2026-03-01T12:00:00.000Z") };
const ring = newRing();

function newRing(): KeyRing {
  return new KeyRing({ protection, now: () => clock.now });
}

beforeAll(async () => {
  database = await testDatabase();
  const owner = new pg.Client(database.ownerUrl);
  await owner.connect();
  await owner.query("create table vault (id text primary key, token bytea, spare bytea)");
  await owner.query("grant select, insert, update on vault to platform, tenant");
  await owner.end();
  pool = new pg.Pool({ connectionString: database.url, max: 10 });
  pool.on("error", () => undefined);
  db = poolDb<pg.PoolClient>(pool, drizzle);
  await platform((tx) => ring.prepare(tx));
});
afterAll(async () => {
  await pool.end();
  await database.close();
});

const platform = <T>(run: (tx: Tx) => Promise<T>) => db.transaction({ role: "platform" }, run);
const aPerson = () => ({ kind: "person", id: newId("person") }) as const;
const anAccount = () => ({ kind: "account", id: newId("account") }) as const;
const memberOf = (account: { id: `acc_${string}` }, person = aPerson()): Viewer => ({
  role: "tenant",
  accountId: account.id,
  personId: person.id,
});

/** The same key for whoever asks. */
const oneKey = (key = randomBytes(32), id: `dky_${string}` = newId("dataKey")): Keys => ({
  withNewest: async (_scope, run) => run(key, id),
  withKey: async (_id, _scope, run) => run(key),
  preload: async () => {},
});

const at = (scope: KeyScope, rowId = "row_1"): SealedAddress => sealedAt(vault.token, rowId, scope);
const sealText = (address: SealedAddress, plain: string, keys = ring) =>
  platform((tx) => seal(keys.in(tx), address, new Secret(plain)));
const openText = (address: SealedAddress, value: Sealed, keys = ring) =>
  platform(async (tx) => (await open(keys.in(tx), address, value)).reveal());
const keysOf = (scope: KeyScope) =>
  platform(async (tx) => (await tx.select().from(dataKey)).filter((row) => "id" in scope && row.scopeId === scope.id));

describe("a sealed value", () => {
  test("opens where it was sealed, for every scope, as text or as bytes", async () => {
    for (const scope of [aPerson(), anAccount(), { kind: "platform" } as const]) {
      for (const plain of ["", "hunter2", "Straße 🐦", "x".repeat(10_000), "\uFEFFwith a byte order mark"]) {
        expect(await openText(at(scope), await sealText(at(scope), plain))).toBe(plain);
      }
    }
    const bytes = randomBytes(1000);
    const address = at(anAccount());
    const value = await platform((tx) => seal(ring.in(tx), address, new Secret(bytes)));
    expect((await platform((tx) => openBytes(ring.in(tx), address, value))).reveal()).toEqual(bytes);
  });

  test("does not open in another row, column, table, account or kind of scope", async () => {
    const account = anAccount();
    const address = at(account);
    const value = await sealText(address, "hunter2");
    await sealText(at(anAccount()), "so that the other account has a key");
    const elsewhere: [SealedAddress, string][] = [
      [{ ...address, rowId: "row_2" }, "altered"],
      [{ ...address, column: "spare" }, "altered"],
      [{ ...address, table: "vaults" }, "altered"],
      [sealedAt(vault.spare, "row_1", account), "altered"],
      [at(anAccount()), "key_unknown"],
      [at({ kind: "person", id: account.id as unknown as `per_${string}` }), "key_unknown"],
      [at({ kind: "platform" }), "key_unknown"],
    ];
    for (const [moved, reason] of elsewhere) {
      await expect(openText(moved, value)).rejects.toMatchObject({ reason });
      await expect(openText(moved, value, newRing())).rejects.toMatchObject({ reason });
    }
    expect(await openText(address, value)).toBe("hunter2");
  });

  test("does not open for another scope even with the right key", async () => {
    const keys = oneKey();
    const value = await seal(keys, at(anAccount()), new Secret("hunter2"));
    for (const scope of [anAccount(), aPerson(), { kind: "platform" } as const]) {
      await expect(open(keys, at(scope), value)).rejects.toMatchObject({ reason: "altered" });
    }
  });

  test("is bound to table, column, row and scope in an order that never changes", async () => {
    const address = {
      table: "service",
      column: "env",
      rowId: "svc_01JD0000000000000000000003",
      scope: { kind: "account", id: "acc_01JD0000000000000000000004" },
    } as const;
    const vector = vectors.find(({ name }) => name === "a short secret");
    const salt = Buffer.from(vector?.salt ?? "", "hex");
    const keys = oneKey(Buffer.from(vector?.key ?? "", "hex"), `dky_${vector?.keyId}`);
    const value = await seal(keys, address, new Secret("hunter2"), () => salt);
    expect(Buffer.from(value.toBytes()).toString("hex")).toBe(vector?.sealed);
  });

  test("relabelled with the key of another account does not open there", async () => {
    const [mine, theirs] = [anAccount(), anAccount()];
    const value = await sealText(at(mine), "hunter2");
    const other = await sealText(at(theirs), "");
    const forged = Buffer.from(value.toBytes());
    Buffer.from(other.toBytes()).copy(forged, 1, 1, 27);
    await expect(openText(at(theirs), Sealed.fromBytes(forged))).rejects.toMatchObject({ reason: "key_mismatch" });
  });

  test("that is not text is not passed off as text", async () => {
    const address = at(anAccount());
    const value = await platform((tx) => seal(ring.in(tx), address, new Secret(Uint8Array.of(0xff, 0xfe))));
    await expect(openText(address, value)).rejects.toMatchObject({ reason: "malformed" });
    await expect(sealText(address, "\ud800")).rejects.toThrow(TypeError);
  });

  test("shows neither its plaintext nor its bytes", async () => {
    const value = await sealText(at(anAccount()), "hunter2");
    expect([`${value}`, JSON.stringify({ value }), inspect({ value })]).toEqual([
      "[sealed]",
      '{"value":"[sealed]"}',
      "{ value: [sealed] }",
    ]);
  });
});

describe("a sealed column", () => {
  test("stores and gives back what was sealed for it", async () => {
    const account = anAccount();
    const id = newId("service");
    await platform(async (tx) => {
      const token = await seal(ring.in(tx), sealedAt(vault.token, id, account), new Secret("hunter2"));
      await tx.insert(vault).values({ id, token });
    });
    const row = (await platform((tx) => tx.select().from(vault))).find((found) => found.id === id);
    expect(row?.token).toBeInstanceOf(Sealed);
    expect(row?.spare).toBeNull();
    expect(await openText(at(account, id), row?.token as Sealed)).toBe("hunter2");
  });

  test("takes no plaintext, not even when the compiler is silenced", async () => {
    for (const plain of ["hunter2", Buffer.from("hunter2"), new Secret("hunter2")]) {
      await expect(
        // @ts-expect-error only `seal` makes what this column takes
        platform(async (tx) => tx.insert(vault).values({ id: "plain", token: plain })),
      ).rejects.toThrow();
    }
    expect(() => vault.token.mapToDriverValue(Sealed.fromBytes(Buffer.from("hunter2")))).toThrow("version");
  });

  test("shows a row whose value is damaged; only opening the value fails", async () => {
    const account = anAccount();
    const id = newId("service");
    await platform((tx) => tx.insert(vault).values({ id }));
    await platform((tx) => tx.execute(sql`update vault set token = '\\xdeadbeef' where id = ${id}`));
    const [row] = await platform((tx) => tx.select().from(vault).where(eq(vault.id, id)));
    await expect(openText(at(account, id), row?.token as Sealed)).rejects.toMatchObject({ reason: "version" });
  });

  test("reads bytea in the text form that JSON and some drivers give", async () => {
    const value = await sealText(at(anAccount()), "hunter2");
    const hex = `\\x${Buffer.from(value.toBytes()).toString("hex")}`;
    expect((vault.token.mapFromDriverValue(hex) as Sealed).toBytes()).toEqual(value.toBytes());
  });
});

describe("keys", () => {
  test("one scope has one key, also when many seal for it first at the same time", async () => {
    const account = anAccount();
    const values = await Promise.all(Array.from({ length: 20 }, () => sealText(at(account), "x", newRing())));
    expect(new Set(values.map((value) => value.keyId)).size).toBe(1);
    expect((await keysOf(account)).length).toBe(1);
  });

  test("a list of 50 from 50 accounts costs one call to KMS and one statement for all keys", async () => {
    const scopes = Array.from({ length: 50 }, anAccount);
    const values = await Promise.all(
      scopes.map(async (scope) => ({ address: at(scope), sealed: await sealText(at(scope), scope.id) })),
    );
    const cold = newRing();
    const before = protection.calls.unwrap;
    let statements = 0;
    const opened = await db.transaction({ role: "platform" }, (tx) => {
      const counted = new Proxy(tx, {
        get: (target, name) => {
          if (name === "select") statements++;
          return Reflect.get(target, name);
        },
      });
      return openAll(cold.in(counted), values);
    });
    expect(opened.map((secret) => secret.reveal())).toEqual(scopes.map((scope) => scope.id));
    expect(protection.calls.unwrap - before).toBe(1);
    expect(statements).toBe(2);
  });

  test("many openings at once on a cold start ask KMS once", async () => {
    const account = anAccount();
    const value = await sealText(at(account), "x");
    let calls = 0;
    const slow = new KeyRing({
      protection: {
        generate: (context) => protection.generate(context),
        async unwrap(wrapped, context) {
          calls++;
          await delay(100);
          return protection.unwrap(wrapped, context);
        },
      },
      now: () => clock.now,
    });
    await Promise.all(Array.from({ length: 10 }, () => openText(at(account), value, slow)));
    expect(calls).toBe(1);
  });

  test("KMS is asked again after five minutes, and not before", async () => {
    const account = anAccount();
    const cold = newRing();
    const value = await sealText(at(account), "x", cold);
    const before = protection.calls.unwrap;
    const started = clock.now;
    clock.now = new Date(started.getTime() + 299_000);
    await openText(at(account), value, cold);
    expect(protection.calls.unwrap - before).toBe(0);
    clock.now = new Date(started.getTime() + 301_000);
    await openText(at(account), value, cold);
    expect(protection.calls.unwrap - before).toBe(1);
  });

  test("KMS refusing is an error and not an empty value, and does not outlast the refusal", async () => {
    const account = anAccount();
    const value = await sealText(at(account), "x");
    const refusal = new Error("access denied");
    let refusing = true;
    const denied = new KeyRing({
      protection: {
        generate: (context) => protection.generate(context),
        unwrap: (wrapped, context) => (refusing ? Promise.reject(refusal) : protection.unwrap(wrapped, context)),
      },
      now: () => clock.now,
    });
    await expect(openText(at(account), value, denied)).rejects.toBe(refusal);
    refusing = false;
    expect(await openText(at(account), value, denied)).toBe("x");
  });

  test("every plaintext key that KMS hands out is zeroed by its user", async () => {
    await platform((tx) => newRing().prepare(tx));
    expect(protection.handedOut.length).toBeGreaterThan(0);
    expect(protection.handedOut.every((key) => key.every((byte) => byte === 0))).toBe(true);
  });

  test("stored keys are bound to their scope: a row given to another account does not unwrap", async () => {
    const [mine, theirs] = [anAccount(), anAccount()];
    const value = await sealText(at(mine), "x");
    const owner = new pg.Client(database.ownerUrl);
    await owner.connect();
    await owner.query("begin; alter table data_key no force row level security");
    const { rowCount } = await owner.query("update data_key set scope_id = $1, account_id = $1 where scope_id = $2", [
      theirs.id,
      mine.id,
    ]);
    await owner.query("alter table data_key force row level security; commit");
    await owner.end();
    expect(rowCount).toBe(1);
    await expect(openText(at(theirs), value, newRing())).rejects.toMatchObject({ reason: "altered" });
    await expect(sealText(at(theirs), "y", newRing())).rejects.toMatchObject({ reason: "altered" });
  });
});

describe("a member", () => {
  test("seals and opens for the own account and the own person", async () => {
    const [account, person] = [anAccount(), aPerson()];
    for (const scope of [account, person]) {
      const value = await db.transaction(memberOf(account, person), (tx) =>
        seal(ring.in(tx), at(scope), new Secret("x")),
      );
      const opened = await db.transaction(memberOf(account, person), (tx) => open(newRing().in(tx), at(scope), value));
      expect(opened.reveal()).toBe("x");
    }
  });

  test("reaches no key of another account, another person or the platform", async () => {
    const [mine, theirs, person] = [anAccount(), anAccount(), aPerson()];
    for (const scope of [theirs, person, { kind: "platform" } as const]) {
      const value = await sealText(at(scope), "x");
      await expect(
        db.transaction(memberOf(mine), (tx) => open(newRing().in(tx), at(scope), value)),
      ).rejects.toMatchObject({
        reason: "key_unknown",
      });
    }
    await expect(
      db.transaction(memberOf(mine), (tx) => seal(ring.in(tx), at(anAccount()), new Secret("x"))),
    ).rejects.toMatchObject({ cause: { code: "42501" } });
    expect(await db.transaction(memberOf(mine), (tx) => tx.select().from(dataKey))).toEqual([]);
  });

  test("cannot change or remove a key", async () => {
    const account = anAccount();
    await sealText(at(account), "x");
    for (const run of [
      (tx: Tx) => ring.erase(tx, account),
      (tx: Tx) => ring.rotate(tx, account),
      (tx: Tx) => ring.rotateWrappingKey(tx),
      (tx: Tx) => tx.delete(dataKey),
      (tx: Tx) => tx.update(wrappingKey).set({ retiredAt: null }),
    ]) {
      await expect(db.transaction(memberOf(account), async (tx) => run(tx))).rejects.toMatchObject({
        cause: { code: "42501" },
      });
    }
  });
});

describe("rotation", () => {
  test("old values still open, new ones use the new key, and an outdated one is recognised", async () => {
    const account = anAccount();
    const old = await sealText(at(account), "old");
    await platform((tx) => ring.rotate(tx, account));
    const fresh = await sealText(at(account), "new");
    expect(fresh.keyId).not.toBe(old.keyId);
    for (const keys of [ring, newRing()]) {
      expect(await openText(at(account), old, keys)).toBe("old");
      expect(await openText(at(account), fresh, keys)).toBe("new");
    }
    expect(await platform((tx) => isOutdated(ring.in(tx), at(account), old))).toBe(true);
    expect(await platform((tx) => isOutdated(ring.in(tx), at(account), fresh))).toBe(false);
  });

  test("of the wrapping key leaves every value readable, before and after wrapping again", async () => {
    const account = anAccount();
    const value = await sealText(at(account), "kept");
    await platform((tx) => ring.rotateWrappingKey(tx));
    expect(await openText(at(account), value, newRing())).toBe("kept");
    const [before] = await keysOf(account);
    let [moved, batch] = [0, 0];
    do {
      ({ rewrapped: batch } = await platform((tx) => ring.rewrap(tx, 20)));
      moved += batch;
    } while (batch > 0);
    const [after] = await keysOf(account);
    const retired = before?.wrappingKeyId ?? newId("dataKey");
    expect(moved).toBeGreaterThan(0);
    expect(after?.wrappingKeyId).not.toBe(retired);
    expect(await openText(at(account), value, newRing())).toBe("kept");
    const { damaged } = await platform((tx) => ring.rewrap(tx, 20));
    const left = await platform((tx) => tx.select().from(dataKey).where(eq(dataKey.wrappingKeyId, retired)));
    expect(left.filter((row) => row.wrapped).map((row) => row.id)).toEqual(damaged);
  });

  test("preparing again and again keeps the wrapping key that is there", async () => {
    const live = () =>
      platform(async (tx) => (await tx.select().from(wrappingKey)).filter((row) => row.retiredAt === null));
    const before = await live();
    await Promise.all(Array.from({ length: 5 }, () => platform((tx) => newRing().prepare(tx))));
    expect(await live()).toEqual(before);
    expect(before.length).toBe(1);
  });
});

describe("erasure", () => {
  test("makes everything sealed for the scope unreadable, under old and new keys, and nothing else", async () => {
    const [gone, stays] = [aPerson(), aPerson()];
    const old = await sealText(at(gone), "old");
    await platform((tx) => ring.rotate(tx, gone));
    const fresh = await sealText(at(gone), "new");
    const other = await sealText(at(stays), "kept");

    await platform((tx) => ring.erase(tx, gone));

    for (const keys of [ring, newRing()]) {
      for (const value of [old, fresh]) {
        await expect(openText(at(gone), value, keys)).rejects.toMatchObject({ reason: "key_erased" });
      }
      expect(await openText(at(stays), other, keys)).toBe("kept");
    }
    const rows = await keysOf(gone);
    expect(rows.map((row) => [row.wrapped, row.erasedAt])).toEqual([
      [null, clock.now],
      [null, clock.now],
    ]);
  });

  test("is final: nothing can be sealed for the scope afterwards", async () => {
    const account = anAccount();
    await sealText(at(account), "x");
    await platform((tx) => ring.erase(tx, account));
    await platform((tx) => ring.erase(tx, account));
    await expect(sealText(at(account), "y")).rejects.toMatchObject({ reason: "key_erased" });
    await expect(platform((tx) => ring.rotate(tx, account))).rejects.toMatchObject({ reason: "key_erased" });
  });

  test("reaches other processes when their cached keys age out", async () => {
    const account = anAccount();
    const elsewhere = newRing();
    const value = await sealText(at(account), "x");
    await openText(at(account), value, elsewhere);
    await platform((tx) => ring.erase(tx, account));
    clock.now = new Date(clock.now.getTime() + 301_000);
    await expect(openText(at(account), value, elsewhere)).rejects.toMatchObject({ reason: "key_erased" });
  });

  test("in a list names the erased value and does not hide it", async () => {
    const account = anAccount();
    const value = await sealText(at(account), "x");
    await platform((tx) => ring.erase(tx, account));
    await expect(
      platform((tx) => openAll(newRing().in(tx), [{ address: at(account), sealed: value }])),
    ).rejects.toMatchObject({ reason: "key_erased" });
  });
});

test("before a wrapping key exists the platform makes one as it seals, and a member cannot", async () => {
  const empty = await testDatabase();
  const emptyPool = new pg.Pool({ connectionString: empty.url, max: 4 });
  emptyPool.on("error", () => undefined);
  const bare = poolDb<pg.PoolClient>(emptyPool, drizzle);
  const account = anAccount();
  const sealing = (viewer: Viewer, keys: KeyRing) =>
    bare.transaction(viewer, (tx) => seal(keys.in(tx), at(account), new Secret("x")));
  await expect(sealing(memberOf(account), newRing())).rejects.toMatchObject({ cause: { code: "42501" } });
  const values = await Promise.all(Array.from({ length: 4 }, () => sealing({ role: "platform" }, newRing())));
  expect(new Set(values.map((value) => value.keyId)).size).toBe(1);
  expect((await bare.transaction({ role: "platform" }, (tx) => tx.select().from(wrappingKey))).length).toBe(1);
  await sealing(memberOf(account), newRing());
  await emptyPool.end();
  await empty.close();
});
