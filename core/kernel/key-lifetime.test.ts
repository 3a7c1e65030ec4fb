import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { dataKey, wrappingKey } from "./data-key.sql.ts";
import { newId } from "./id.ts";
import { isOutdated, openAll } from "./sealed.ts";
import { anAccount, aPerson, at, testVault } from "./test-vault.ts";

const { clock, keysOf, newRing, openText, platform, ring, sealText } = testVault();

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
