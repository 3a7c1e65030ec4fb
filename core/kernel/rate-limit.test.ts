import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "./db.ts";
import { rateLimit } from "./rate-limit.sql.ts";
import { giveBack, limited, type RateLimit, sweepRateLimits, takeToken, takeTokens } from "./rate-limit.ts";
import { type TestWorld, testWorld } from "./test-context.ts";

let world: TestWorld;
let db: Db;

beforeAll(async () => {
  world = await testWorld();
  db = world.db;
});
afterAll(() => world.close());

const signIn: RateLimit = { name: "sign-in", tokens: 5, perSeconds: 60 };
const start = new Date("2026-03-01T12:00:00.000Z");
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const take = (subject: string, now = start, limit = signIn, cost = 1) =>
  db.transaction({ role: "platform" }, (tx) => takeToken(tx, limit, subject, now, cost));
const rows = () => db.transaction({ role: "platform" }, (tx) => tx.select().from(rateLimit));

test("200 takes at once get exactly as many tokens as there are", async () => {
  const limit: RateLimit = { name: "concurrent", tokens: 50, perSeconds: 3600 };
  const taken = await Promise.all(Array.from({ length: 200 }, () => take("one", start, limit)));
  expect(taken.filter(({ allowed }) => allowed).length).toBe(50);
});

describe("an empty bucket", () => {
  test("says when to come back, and then has a token", async () => {
    for (let round = 0; round < 5; round++) expect(await take("anna")).toEqual({ allowed: true });
    expect(await take("anna")).toEqual({ allowed: false, retryAfterSeconds: 12 });
    expect(await take("anna", later(4.5))).toEqual({ allowed: false, retryAfterSeconds: 8 });
    expect(await take("anna", later(11.999))).toEqual({ allowed: false, retryAfterSeconds: 1 });
    expect(await take("anna", later(12))).toEqual({ allowed: true });
    expect(await take("anna", later(12))).toEqual({ allowed: false, retryAfterSeconds: 12 });
  });

  test("is not emptied further by those it refuses", async () => {
    await take("impatient", start, signIn, 5);
    for (let round = 0; round < 20; round++) await take("impatient", later(1));
    expect(await take("impatient", later(12))).toEqual({ allowed: true });
  });

  test("never holds more than its size, however long nobody came", async () => {
    await take("patient");
    const much = later(1_000_000);
    expect(await take("patient", much, signIn, 5)).toEqual({ allowed: true });
    expect((await take("patient", much)).allowed).toBe(false);
  });

  test("is not refilled by a clock that runs behind", async () => {
    await take("skewed", start, signIn, 5);
    expect((await take("skewed", later(-3600))).allowed).toBe(false);
    expect((await take("skewed", later(11))).allowed).toBe(false);
  });

  test("concerns nobody else and no other limit", async () => {
    await take("crowded", start, signIn, 5);
    expect((await take("crowded")).allowed).toBe(false);
    expect((await take("other")).allowed).toBe(true);
    expect((await take("crowded", start, { ...signIn, name: "register" })).allowed).toBe(true);
  });
});

test("a dear request takes several tokens or none", async () => {
  expect(await take("dear", start, signIn, 3)).toEqual({ allowed: true });
  expect(await take("dear", start, signIn, 3)).toEqual({ allowed: false, retryAfterSeconds: 12 });
  expect(await take("dear", start, signIn, 2)).toEqual({ allowed: true });
  await expect(take("dear", start, signIn, 6)).rejects.toThrow(RangeError);
});

describe("several buckets at once", () => {
  const small: RateLimit = { name: "small", tokens: 2, perSeconds: 60 };
  const large: RateLimit = { name: "large", tokens: 5, perSeconds: 600 };
  const both = (subject: string) => [
    { limit: small, subject },
    { limit: large, subject },
  ];

  test("give a token each or none, and say the longest wait", async () => {
    const now = later(5_000_000);
    for (let round = 0; round < 2; round++) expect(await takeTokens(db, both("a"), now)).toEqual({ allowed: true });
    for (let round = 0; round < 9; round++) {
      expect(await takeTokens(db, both("a"), now)).toEqual({ allowed: false, retryAfterSeconds: 30 });
    }
    expect((await take("a", now, large, 3)).allowed).toBe(true);
    expect(await takeTokens(db, both("a"), now)).toEqual({ allowed: false, retryAfterSeconds: 120 });
  });

  test("are never emptied beyond their size by many at once, in whichever order these name them", async () => {
    const now = later(5_000_000);
    const tries = Array.from({ length: 100 }, (_, n) =>
      takeTokens(db, n % 2 === 0 ? both("b") : both("b").toReversed(), now),
    );
    expect((await Promise.all(tries)).filter(({ allowed }) => allowed)).toHaveLength(2);
    expect((await take("b", now, large, 3)).allowed).toBe(true);
    expect((await take("b", now, large)).allowed).toBe(false);
  });

  test("take back what turned out not to count, and then hold no more than before", async () => {
    const now = later(5_000_000);
    for (let round = 0; round < 5; round++) {
      expect((await takeTokens(db, both("c"), now)).allowed).toBe(true);
      await giveBack(db, both("c"));
    }
    expect((await take("c", now, small, 2)).allowed).toBe(true);
    expect((await take("c", now, small)).allowed).toBe(false);
  });
});

test("the table does not hold the address it limits", async () => {
  await take("anna@example.com");
  expect(JSON.stringify(await rows())).not.toContain("anna@example.com");
});

test("a sweep forgets full buckets only", async () => {
  const at = (seconds: number) => later(10_000_000 + seconds);
  await take("full", at(0));
  await take("empty", at(0), signIn, 5);
  await db.transaction({ role: "platform" }, (tx) => sweepRateLimits(tx, at(12)));
  expect((await rows()).length).toBe(1);
  expect((await take("empty", at(12), signIn, 2)).allowed).toBe(false);
});

test("members and visitors cannot see or change a bucket", async () => {
  for (const viewer of [
    { role: "visitor" },
    { role: "tenant", accountId: "acc_01JD0000000000000000000001", personId: "per_01JD0000000000000000000001" },
  ] as const) {
    await expect(db.transaction(viewer, (tx) => tx.select().from(rateLimit))).rejects.toMatchObject({
      cause: { code: "42501" },
    });
  }
});

test("a refusal tells the caller how long to wait", () => {
  expect(limited(7)).toMatchObject({ status: 429, code: "rate.limited", retryAfterSeconds: 7 });
});
