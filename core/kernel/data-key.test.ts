import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { dataKey, wrappingKey } from "./data-key.sql.ts";
import { KeyRing } from "./data-key.ts";
import type { Tx, Viewer } from "./db.ts";
import { open, openAll, seal } from "./sealed.ts";
import { Secret } from "./secret.ts";
import { anAccount, aPerson, at, memberOf, testVault } from "./test-vault.ts";

const { as, clock, emptyDb, keysOf, newRing, openText, owner, platform, protection, ring, sealText } = testVault();

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
    const opened = await platform((tx) => {
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
    await owner().query("begin; alter table data_key no force row level security");
    const { rowCount } = await owner().query("update data_key set scope_id = $1, account_id = $1 where scope_id = $2", [
      theirs.id,
      mine.id,
    ]);
    await owner().query("alter table data_key force row level security; commit");
    expect(rowCount).toBe(1);
    await expect(openText(at(theirs), value, newRing())).rejects.toMatchObject({ reason: "altered" });
    await expect(sealText(at(theirs), "y", newRing())).rejects.toMatchObject({ reason: "altered" });
  });
});

describe("a member", () => {
  test("seals and opens for the own account and the own person", async () => {
    const [account, person] = [anAccount(), aPerson()];
    for (const scope of [account, person]) {
      const value = await as(memberOf(account, person), (tx) => seal(ring.in(tx), at(scope), new Secret("x")));
      const opened = await as(memberOf(account, person), (tx) => open(newRing().in(tx), at(scope), value));
      expect(opened.reveal()).toBe("x");
    }
  });

  test("reaches no key of another account, another person or the platform", async () => {
    const [mine, theirs, person] = [anAccount(), anAccount(), aPerson()];
    for (const scope of [theirs, person, { kind: "platform" } as const]) {
      const value = await sealText(at(scope), "x");
      await expect(as(memberOf(mine), (tx) => open(newRing().in(tx), at(scope), value))).rejects.toMatchObject({
        reason: "key_unknown",
      });
    }
    await expect(as(memberOf(mine), (tx) => seal(ring.in(tx), at(anAccount()), new Secret("x")))).rejects.toMatchObject(
      { cause: { code: "42501" } },
    );
    expect(await as(memberOf(mine), (tx) => tx.select().from(dataKey))).toEqual([]);
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
      await expect(as(memberOf(account), async (tx) => run(tx))).rejects.toMatchObject({
        cause: { code: "42501" },
      });
    }
  });
});

test("before a wrapping key exists the platform makes one as it seals, and a member cannot", async () => {
  const { db } = await emptyDb();
  const account = anAccount();
  const sealing = (viewer: Viewer, keys: KeyRing) =>
    db.transaction(viewer, (tx) => seal(keys.in(tx), at(account), new Secret("x")));
  await expect(sealing(memberOf(account), newRing())).rejects.toMatchObject({ cause: { code: "42501" } });
  const values = await Promise.all(Array.from({ length: 4 }, () => sealing({ role: "platform" }, newRing())));
  expect(new Set(values.map((value) => value.keyId)).size).toBe(1);
  expect((await db.transaction({ role: "platform" }, (tx) => tx.select().from(wrappingKey))).length).toBe(1);
  await sealing(memberOf(account), newRing());
});
