import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "../kernel/db.ts";
import type { Ctx } from "../kernel/operation.ts";
import { Secret } from "../kernel/secret.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import * as ApiKeys from "./index.ts";
import { newKeyToken } from "./key-token.ts";

let platform: TestPlatform;
let owner: Ctx;
beforeAll(async () => {
  platform = await testPlatform();
  ({ owner } = await platform.customer());
});
afterAll(() => platform.close());

const address = "203.0.113.9";
const make = (more: object = {}) =>
  ApiKeys.create(
    { ...owner, confirmedAt: platform.world.clock.now },
    { name: "CI", scopes: ["service:read"], expiresInDays: 30, ...more },
  );
const open = (token: string, from = address, db: Db = platform.world.db) =>
  ApiKeys.authenticate(db, new Secret(token), platform.world.clock.now, from);
const lastUse = async (id: string) => {
  const key = (await ApiKeys.list(owner, {})).items.find((one) => one.id === id);
  return key && { at: key.lastUsedAt, address: key.lastUsedAddress };
};

/** What is asked of the database. */
function counted() {
  const asked = { digests: 0, transactions: 0 };
  const db: Db = {
    transaction: (...call) => {
      asked.transactions++;
      return platform.world.db.transaction(...call);
    },
    byDigest: (...call) => {
      asked.digests++;
      return platform.world.db.byDigest(...call);
    },
  };
  return { asked, db };
}

describe("a key that opens nothing", () => {
  test("and one that does not exist, was revoked, or comes from elsewhere get one answer, for the same one statement", async () => {
    const revoked = await make();
    await ApiKeys.revoke(owner, { keyId: revoked.key.id });
    const elsewhere = await make({ networks: ["198.51.100.0/24"] });
    const answers = [];
    for (const token of [newKeyToken().token.reveal(), revoked.token, elsewhere.token]) {
      const { asked, db } = counted();
      answers.push(await open(token, address, db).catch((error: unknown) => error));
      expect(asked).toEqual({ digests: 1, transactions: 0 });
    }
    const [first] = answers;
    expect(first).toMatchObject({ kind: "unauthenticated", code: "key.refused" });
    for (const answer of answers) expect(answer).toEqual(first);
  });

  test("costs no statement at all when it was mistyped or cut off", async () => {
    const { token } = await make();
    const { asked, db } = counted();
    for (const none of ["", "x", token.slice(0, -1), `${token}a`, token.slice(0, -7), `x${token.slice(1)}`]) {
      await expect(open(none, address, db)).rejects.toMatchObject({ kind: "unauthenticated", code: "key.malformed" });
    }
    expect(asked).toEqual({ digests: 0, transactions: 0 });
  });

  test("says that it has expired, to those who may use it, from that very millisecond", async () => {
    const { key, token } = await make({ networks: [`${address}/32`] });
    const made = platform.world.clock.now;
    platform.world.clock.now = new Date(key.expiresAt.getTime() - 1);
    await expect(open(token)).resolves.toMatchObject({ type: "key" });
    platform.world.clock.now = key.expiresAt;
    await expect(open(token)).rejects.toMatchObject({ kind: "unauthenticated", code: "key.expired" });
    await expect(open(token, "198.51.100.1")).rejects.toMatchObject({ code: "key.refused" });
    platform.world.clock.now = made;
  });
});

test("a key with a list of addresses works from these, also when they come as IPv6, and from nowhere else", async () => {
  const { token } = await make({ networks: ["203.0.113.0/24", "2001:db8:7::/48"] });
  for (const from of ["203.0.113.200", "::ffff:203.0.113.200", "2001:db8:7:1::1"]) {
    await expect(open(token, from), from).resolves.toMatchObject({ type: "key" });
  }
  for (const from of ["203.0.114.1", "::ffff:203.0.114.1", "2001:db8:8::1", "unknown", ""]) {
    await expect(open(token, from), from).rejects.toMatchObject({ code: "key.refused" });
  }
});

describe("the use of a key", () => {
  test("is noted once a minute, with where it came from, and never when it was refused", async () => {
    const { key, token } = await make({ networks: ["203.0.113.0/24"] });
    await open(token, "198.51.100.1").catch(() => undefined);
    expect(await lastUse(key.id)).toEqual({ at: null, address: null });
    const { asked, db } = counted();
    await open(token, "203.0.113.1", db);
    const first = platform.world.clock.now;
    expect(await lastUse(key.id)).toEqual({ at: first, address: "203.0.113.1" });
    platform.world.clock.advance(59);
    await open(token, "203.0.113.2", db);
    expect(await lastUse(key.id)).toEqual({ at: first, address: "203.0.113.1" });
    expect(asked).toEqual({ digests: 2, transactions: 1 });
    platform.world.clock.advance(1);
    await open(token, "203.0.113.2", db);
    expect(await lastUse(key.id)).toEqual({ at: platform.world.clock.now, address: "203.0.113.2" });
  });

  test("by many at the same moment is written by one of them", async () => {
    const { key, token } = await make();
    const addresses = Array.from({ length: 8 }, (_, at) => `203.0.113.${at + 1}`);
    await Promise.all(addresses.map((from) => open(token, from)));
    const noted = await lastUse(key.id);
    await Promise.all(addresses.map((from) => open(token, from)));
    expect(await lastUse(key.id)).toEqual(noted);
  });
});

test("no error about a key holds the key", async () => {
  const { token } = await make({ networks: ["198.51.100.0/24"] });
  for (const given of [token, token.slice(0, -2)]) {
    const error: unknown = await open(given).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    if (error instanceof Error) expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain(given);
  }
});
