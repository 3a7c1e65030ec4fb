import type { Context, SQSEvent, SQSRecord } from "aws-lambda";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import type { Ctx } from "#core/kernel/operation.ts";
import { consumer, type Message } from "./consumer.ts";

let lines: string[];
beforeEach(() => {
  lines = [];
  vi.spyOn(console, "error").mockImplementation((line: string) => void lines.push(line));
});
afterEach(() => vi.restoreAllMocks());

const deps = { as: (actor: Actor, requestId: string) => ({ actor, requestId }) as Ctx };
const invocation = { getRemainingTimeInMillis: () => 60_000 } as Context;
const batch = (...bodies: string[]): SQSEvent => ({
  Records: bodies.map((body, index) => ({ messageId: `m${index}`, body }) as SQSRecord),
});
const message = (subject: string) => JSON.stringify({ id: "evt_1", type: "operation.due", subject });

test("every message of a batch is worked on as the system, under the id of its event", async () => {
  const seen: [Ctx, Message][] = [];
  const handler = consumer(deps, "provision", async (ctx, one) => void seen.push([ctx, one]));
  expect(await handler(batch(message("a"), message("b")), invocation)).toEqual({ batchItemFailures: [] });
  expect(seen).toEqual(
    ["a", "b"].map((subject) => [
      { actor: { type: "system", job: "provision" }, requestId: "evt_1" },
      { id: "evt_1", type: "operation.due", subject },
    ]),
  );
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
