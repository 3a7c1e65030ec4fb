import type { Context, SQSEvent, SQSRecord } from "aws-lambda";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { DomainError } from "#core/kernel/errors.ts";
import { newId } from "#core/kernel/id.ts";
import { outbox } from "#core/kernel/kernel.sql.ts";
import type { Ctx } from "#core/kernel/operation.ts";
import { type TestWorld, testWorld } from "#core/kernel/test-context.ts";
import { consumer, type Message } from "./consumer.ts";

let lines: string[];
let measured: Record<string, unknown>[];
beforeEach(() => {
  lines = [];
  measured = [];
  vi.spyOn(console, "error").mockImplementation((line: string) => void lines.push(line));
  vi.spyOn(console, "log").mockImplementation((line: string) => void measured.push(JSON.parse(line)));
});
afterEach(() => vi.restoreAllMocks());
let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

const deps = { as: (actor: Actor, requestId: string) => ({ ...world.as(actor), requestId }) };
const invocation = { getRemainingTimeInMillis: () => 60_000 } as Context;
const batch = (...bodies: string[]): SQSEvent => ({
  Records: bodies.map((body, index) => {
    const attributes = { SentTimestamp: String(Date.now()) };
    return { messageId: `m${index}`, body, attributes, messageAttributes: {} } as unknown as SQSRecord;
  }),
});
const message = (subject: string) => JSON.stringify({ id: "evt_1", type: "operation.due", subject });

test("every message of a batch is worked on as the system, under the id of its event", async () => {
  const seen: [Pick<Ctx, "actor" | "requestId">, Message][] = [];
  const handler = consumer(deps, "provision", async ({ actor, requestId }, one) => {
    seen.push([{ actor, requestId }, one]);
  });
  expect(await handler(batch(message("a"), message("b")), invocation)).toEqual({ batchItemFailures: [] });
  expect(seen).toEqual(
    ["a", "b"].map((subject) => [
      { actor: { type: "system", job: "provision" }, requestId: "evt_1" },
      { id: "evt_1", type: "operation.due", subject },
    ]),
  );
});

test("how long a message lay counts from when it was due, or from when it was sent", async () => {
  const ago = (seconds: number) => String(Date.now() - seconds * 1000);
  const record = (sent: number, due?: number) => ({
    messageId: "m",
    body: message("a"),
    attributes: { SentTimestamp: ago(sent) },
    messageAttributes: due === undefined ? {} : { dueAt: { dataType: "Number", stringValue: ago(due) } },
  });
  const Records = [record(30), record(90, 10), record(5, 60), record(60, -5)] as unknown as SQSRecord[];
  await consumer(deps, "mail", async () => {})({ Records }, invocation);
  expect(measured.map(({ QueueAgeSeconds }) => Math.round(Number(QueueAgeSeconds)))).toEqual([30, 10, 5, 0]);
  expect(measured[0]).toMatchObject({ Function: "mail" });
});

test("only what failed comes back, and the log says why", async () => {
  const handler = consumer(deps, "provision", async (_ctx, { subject }) => {
    if (subject === "b") throw new Error("no", { cause: new Error("because") });
  });
  const failed = await handler(batch(message("a"), message("b"), message("c")), invocation);
  expect(failed).toEqual({ batchItemFailures: [{ itemIdentifier: "m1" }] });
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { consumer: "provision", messageId: "m1", reason: "no", cause: { reason: "because" } },
  ]);
});

test("a message that is none reaches nobody and keeps no other waiting", async () => {
  const seen: string[] = [];
  const handler = consumer(deps, "mail", async (_ctx, { subject }) => void seen.push(subject));
  const failed = await handler(batch("", "{", "null", '{"id":1}', message("good")), invocation);
  expect(failed.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(["m0", "m1", "m2", "m3"]);
  expect(seen).toEqual(["good"]);
});

test("why work on an event failed last is noted beside it, without what an error of ours may quote", async () => {
  const platform = { role: "platform" } as const;
  const event = { id: newId("event"), type: "operation.due", subject: newId("operation") };
  const at = world.clock.now;
  await world.db.transaction(platform, (tx) => tx.insert(outbox).values({ ...event, createdAt: at, dueAt: at }));
  const noted = async () => {
    const rows = await world.db.transaction(platform, (tx) => tx.select().from(outbox));
    const { failedAt, failureCode, failureMessage } = rows.find(({ id }) => id === event.id) ?? {};
    return { failedAt, failureCode, failureMessage };
  };
  const failing = (error: unknown) =>
    consumer(deps, "provision", async () => {
      throw error;
    })(batch(JSON.stringify(event)), invocation);

  await failing(new DomainError("unavailable", "node.unreachable", "The node cannot be reached."));
  expect(await noted()).toEqual({
    failedAt: at,
    failureCode: "node.unreachable",
    failureMessage: "The node cannot be reached.",
  });
  await failing(new TypeError("kim@example.com is not a function"));
  const { failureCode, failureMessage } = await noted();
  expect([failureCode, failureMessage]).toEqual(["internal", "Something went wrong on our side (TypeError)."]);
});

test("a database that is gone takes nothing from the answer: the message comes back", async () => {
  const down = {
    as: (actor: Actor): Ctx => ({
      ...world.as(actor),
      db: { transaction: () => Promise.reject(new Error("no database")), byDigest: () => Promise.reject(new Error()) },
    }),
  };
  vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
  const handler = consumer(down, "provision", () => Promise.reject(new Error("no")));
  const { batchItemFailures } = await handler(batch(message("a")), invocation);
  expect(batchItemFailures).toEqual([{ itemIdentifier: "m0" }]);
  const said = lines.map((line) => (JSON.parse(line) as { message?: string }).message);
  expect(said.filter((text) => text !== undefined)).toEqual(["a message failed", "a failure was not noted"]);
});
