import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "./db.ts";
import { idempotency } from "./idempotency.sql.ts";
import { claim, idempotentRequest, once, release, settle, sweepIdempotency } from "./idempotency.ts";
import { type TestWorld, testWorld } from "./test-context.ts";

let world: TestWorld;
let db: Db;

beforeAll(async () => {
  world = await testWorld();
  db = world.db;
});
afterAll(() => world.close());

const start = new Date("2026-03-01T12:00:00.000Z");
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const request = (key: string, body: unknown = { plan: "small" }) => idempotentRequest("acc_1 POST /orders", key, body);
const created = { status: 201, body: { id: "ord_1", tags: ["a"], note: null } };

type Request = ReturnType<typeof request>;
const claimed = (of: Request, now = start) => db.transaction({ role: "platform" }, (tx) => claim(tx, of, now));
const settled = (of: Request, attempt: number, response = created) =>
  db.transaction({ role: "platform" }, (tx) => settle(tx, of, attempt, response));

test("of 64 callers at once one wins, and the others are told that it is at work", async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 64 }, () => claimed(request("race"))));
  const won = outcomes.filter((outcome) => outcome.status === "fulfilled");
  const lost = outcomes.filter((outcome) => outcome.status === "rejected");
  expect(won.map(({ value }) => value)).toEqual([{ state: "won", attempt: 1 }]);
  expect(lost.map(({ reason }) => reason.code)).toEqual(Array(63).fill("idempotency.in_progress"));
  expect(lost[0]?.reason).toMatchObject({ status: 409, retryAfterSeconds: 1 });
});

describe("once", () => {
  test("runs a request once and answers each repetition with the first response", async () => {
    let runs = 0;
    const run = async () => ({ ...created, body: { ...created.body, run: ++runs } });
    const first = await once(db, request("repeated"), () => start, run);
    const second = await once(db, request("repeated"), () => later(3600), run);
    expect(first).toEqual({ status: 201, body: { ...created.body, run: 1 }, replayed: false });
    expect(second).toEqual({ ...first, replayed: true });
    expect(runs).toBe(1);
  });

  test("runs once when the repetitions come at the same time", async () => {
    let runs = 0;
    const outcomes = await Promise.allSettled(
      Array.from({ length: 32 }, () =>
        once(
          db,
          request("together"),
          () => start,
          async () => {
            runs++;
            return created;
          },
        ),
      ),
    );
    expect(runs).toBe(1);
    for (const outcome of outcomes) {
      if (outcome.status === "fulfilled") expect(outcome.value.body).toEqual(created.body);
      else expect(outcome.reason.code).toBe("idempotency.in_progress");
    }
  });

  test("a failed request may be tried again at once, and its error is passed on", async () => {
    const refused = new Error("declined");
    await expect(
      once(
        db,
        request("failing"),
        () => start,
        () => Promise.reject(refused),
      ),
    ).rejects.toBe(refused);
    expect(
      await once(
        db,
        request("failing"),
        () => start,
        async () => created,
      ),
    ).toMatchObject({ replayed: false });
  });

  test("an empty response is stored too", async () => {
    const empty = { status: 204, body: null };
    await once(
      db,
      request("empty"),
      () => start,
      async () => empty,
    );
    expect(await claimed(request("empty"))).toEqual({ state: "done", response: empty });
  });
});

describe("a key", () => {
  test("used for another request is refused, during and after the first", async () => {
    await claimed(request("reused"));
    await expect(claimed(request("reused", { plan: "large" }))).rejects.toMatchObject({
      code: "idempotency.mismatch",
      status: 409,
    });
    await settled(request("reused"), 1);
    await expect(claimed(request("reused", { plan: "large" }))).rejects.toMatchObject({ code: "idempotency.mismatch" });
    await expect(claimed(request("reused", { plan: "large" }), later(3600))).rejects.toMatchObject({
      code: "idempotency.mismatch",
    });
  });

  test("in another scope is another key", async () => {
    await claimed(request("scoped"));
    expect(await claimed({ ...request("scoped"), scope: "acc_2 POST /orders" })).toMatchObject({ state: "won" });
  });

  test("whose holder died is free again after a minute, and not before", async () => {
    await claimed(request("died"));
    await expect(claimed(request("died"), later(59))).rejects.toMatchObject({ code: "idempotency.in_progress" });
    await expect(claimed(request("died", { plan: "large" }), later(60))).rejects.toMatchObject({
      code: "idempotency.mismatch",
    });
    expect(await claimed(request("died"), later(60))).toEqual({ state: "won", attempt: 2 });
    await expect(claimed(request("died"), later(61))).rejects.toMatchObject({ code: "idempotency.in_progress" });
  });

  test("is answered by its newest holder, not by one that comes back late", async () => {
    const late = request("late");
    await claimed(late);
    await claimed(late, later(60));
    await settled(late, 1, { status: 500, body: { ...created.body, id: "stale" } });
    await db.transaction({ role: "platform" }, (tx) => release(tx, late, 1));
    await expect(claimed(late, later(61))).rejects.toMatchObject({ code: "idempotency.in_progress" });
    await settled(late, 2);
    expect(await claimed(late, later(62))).toEqual({ state: "done", response: created });
  });

  test("is remembered for 24 hours and then starts afresh, even for another request", async () => {
    const day = 24 * 3600;
    await claimed(request("old"));
    await settled(request("old"), 1);
    expect(await claimed(request("old"), later(day - 1))).toMatchObject({ state: "done" });
    expect(await claimed(request("old", { plan: "large" }), later(day))).toMatchObject({ state: "won" });
  });

  test("must be visible ASCII of at most 255 characters", () => {
    for (const wrong of ["", "a b", "ä", "x".repeat(256), "a\n"]) {
      expect(() => request(wrong)).toThrow(expect.objectContaining({ code: "idempotency.key_invalid", status: 400 }));
    }
    expect(() => request("x".repeat(255))).not.toThrow();
  });
});

test("a sweep forgets expired keys only", async () => {
  await claimed(request("swept"), later(-24 * 3600));
  await claimed(request("kept"));
  await db.transaction({ role: "platform" }, (tx) => sweepIdempotency(tx, start));
  const keys = await db.transaction({ role: "platform" }, (tx) =>
    tx.select({ key: idempotency.key }).from(idempotency),
  );
  expect(keys).toContainEqual({ key: "kept" });
  expect(keys).not.toContainEqual({ key: "swept" });
});

test("members and visitors cannot read stored responses", async () => {
  for (const viewer of [
    { role: "visitor" },
    { role: "tenant", accountId: "acc_01JD0000000000000000000001", personId: "per_01JD0000000000000000000001" },
  ] as const) {
    await expect(db.transaction(viewer, (tx) => tx.select().from(idempotency))).rejects.toMatchObject({
      cause: { code: "42501" },
    });
  }
});
