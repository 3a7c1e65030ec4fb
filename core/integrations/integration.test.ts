import { afterEach, beforeEach, expect, test } from "vitest";
import { DomainError } from "../kernel/errors.ts";
import { staffMember, type TestWorld, testWorld } from "../kernel/test-context.ts";
import { callNotes, check, list } from "./index.ts";
import { stateOf } from "./integration.state.ts";

let world: TestWorld;
let answers: () => Promise<void>;
beforeEach(async () => {
  world = await testWorld();
  answers = async () => {};
});
afterEach(() => world.close());

const unexpected = (error: unknown) => expect.unreachable(String(error));
const notes = () => callNotes({ db: world.db, now: () => world.clock.now }, "autodns", unexpected);
const operator = () =>
  world.as(staffMember("operator"), {
    integrations: {
      addressOf: async () => ({ host: "api.example", login: "shop", system: "live" }),
      check: () => answers(),
    },
  });
const noted = async () => {
  const { items } = await list(operator(), {});
  return items[0] ?? expect.unreachable("it is listed");
};
const later = (seconds: number) => {
  world.clock.now = new Date(world.clock.now.getTime() + seconds * 1_000);
};

test("what was never asked is neither well nor ill", async () => {
  const found = await noted();
  expect(found).toMatchObject({ host: "api.example", login: "shop", answeredAt: null, failure: null, failures: 0 });
  expect(stateOf(found)).toBe("unused");
});

test("an answer is noted once a minute by whoever asks, and an outage with its cause until the next answer", async () => {
  const [one, other] = [notes(), notes()];
  const first = world.clock.now;
  await one.answered();
  later(30);
  await one.answered();
  await other.answered();
  expect((await noted()).answeredAt).toEqual(first);
  later(31);
  await one.answered();
  expect((await noted()).answeredAt).toEqual(world.clock.now);
  const cause = new Error("fetch failed\0", { cause: new Error("ECONNREFUSED") });
  const error = new DomainError("unavailable", "registry.unavailable", "Try again.", { cause });
  await one.failed(error);
  await other.failed(error);
  const ill = await noted();
  expect(ill).toMatchObject({ failures: 2, failedAt: world.clock.now });
  expect(ill.failure).toEqual({ code: "registry.unavailable", message: "fetch failed : ECONNREFUSED" });
  expect(stateOf(ill)).toBe("failing");
  // The answer comes within the minute of the last that was noted, and counts.
  later(1);
  await other.answered();
  const well = await noted();
  expect(well).toMatchObject({ failures: 0, answeredAt: world.clock.now, failure: { code: "registry.unavailable" } });
  expect(stateOf(well)).toBe("working");
});

test("who asks whether it answers is told what came of it, also where there was none", async () => {
  const watched = notes();
  answers = async () => {
    const error = new DomainError("unavailable", "registry.login", "Not let in.", { cause: new Error("401") });
    await watched.failed(error);
    throw error;
  };
  expect(await check(operator(), { integration: "autodns" })).toMatchObject({
    failures: 1,
    failure: { code: "registry.login", message: "401" },
  });
  answers = () => watched.answered();
  expect(await check(operator(), { integration: "autodns" })).toMatchObject({ failures: 0 });
});

test("who could not ask, because no turn was free, is not told of an answer from before", async () => {
  await notes().answered();
  const busy = new DomainError("unavailable", "registry.unavailable", "Try again.", { retryAfterSeconds: 2 });
  answers = () => Promise.reject(busy);
  await expect(check(operator(), { integration: "autodns" })).rejects.toBe(busy);
});

test("a call is none the worse for what cannot be noted", async () => {
  const told: unknown[] = [];
  const db = { ...world.db, transaction: () => Promise.reject(new Error("no database")) };
  const broken = callNotes({ db, now: () => world.clock.now }, "autodns", (error) => void told.push(error));
  await broken.answered();
  await broken.failed(new Error("away"));
  expect(told).toEqual([new Error("no database"), new Error("no database")]);
});
