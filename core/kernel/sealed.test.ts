import { randomBytes } from "node:crypto";
import { inspect } from "node:util";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { Keys } from "./data-key.ts";
import vectors from "./envelope.vectors.json" with { type: "json" };
import { newId } from "./id.ts";
import { open, openBytes, Sealed, type SealedAddress, seal } from "./sealed.ts";
import { sealedAt } from "./sealed-column.ts";
import { Secret } from "./secret.ts";
import { anAccount, aPerson, at, testVault, vault } from "./test-vault.ts";

const { newRing, openText, owner, platform, ring, sealText } = testVault();

/** The same key for whoever asks. */
const oneKey = (key = randomBytes(32), id: `dky_${string}` = newId("dataKey")): Keys => ({
  withNewest: async (_scope, run) => run(key, id),
  withKey: async (_id, _scope, run) => run(key),
  preload: async () => {},
});

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
    await owner().query("update vault set token = '\\xdeadbeef' where id = $1", [id]);
    const [row] = await platform((tx) => tx.select().from(vault).where(eq(vault.id, id)));
    await expect(openText(at(account, id), row?.token as Sealed)).rejects.toMatchObject({ reason: "version" });
  });

  test("reads bytea in the text form that JSON and some drivers give", async () => {
    const value = await sealText(at(anAccount()), "hunter2");
    const hex = `\\x${Buffer.from(value.toBytes()).toString("hex")}`;
    expect((vault.token.mapFromDriverValue(hex) as Sealed).toBytes()).toEqual(value.toBytes());
  });
});
