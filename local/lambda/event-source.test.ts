import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Sqs, startSqs } from "../sqs/sqs.ts";
import { type EventSource, failedOf, startEventSource } from "./event-source.ts";
import type { FunctionLogLine } from "./function-log.ts";
import { createFunction, type LambdaFunction } from "./lambda-function.ts";

const region = "eu-central-1";
let dir: string;
let server: Sqs;
let sqs: SQSClient;
let target: LambdaFunction;
let source: EventSource | undefined;
const lines: FunctionLogLine[] = [];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "rookery-queues-"));
  const queues = Array.from({ length: 5 }, (_, n) => ({ name: `q${n}`, visibilitySeconds: 1, maxReceives: 2 }));
  server = await startSqs({ dir, region, queues });
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  sqs = new SQSClient({ endpoint: server.endpoint, region, credentials });
  target = createFunction({
    name: "batch",
    entry: new URL("./test-handlers/batch.ts", import.meta.url),
    timeoutSeconds: 5,
    memoryMb: 64,
    concurrency: 2,
    env: {},
    log: (line) => lines.push(line),
  });
  // A cold start could take longer than messages stay invisible, and every batch would come twice.
  await target.warm();
});

afterEach(async () => {
  await source?.stop();
  source = undefined;
  lines.length = 0;
});

afterAll(async () => {
  sqs.destroy();
  await target.stop();
  await server.stop();
  await rm(dir, { recursive: true });
});

let made = 0;

/** A queue of this test alone, whose messages come back after a second and die after two receives. */
async function givenQueue(...bodies: string[]) {
  const name = `q${made++}`;
  const url = server.queueUrls[name] ?? "";
  const color = { DataType: "String", StringValue: "green" };
  const Entries = bodies.map((MessageBody, n) => ({ Id: `${n}`, MessageBody, MessageAttributes: { color } }));
  await sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
  return { url, arn: `arn:aws:sqs:${region}:000000000000:${name}`, deadUrl: server.queueUrls[`${name}-dead`] ?? "" };
}

function givenSource(queue: { url: string; arn: string }, batchSize = 10): void {
  source = startEventSource({
    sqs,
    queueUrl: queue.url,
    queueArn: queue.arn,
    target,
    batchSize,
    concurrency: 2,
    log: (line) => lines.push(line),
  });
}

async function messagesIn(url: string): Promise<number> {
  const AttributeNames = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...AttributeNames] }),
  );
  return AttributeNames.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
}

const batches = () =>
  lines.filter(({ source: from }) => from === "stdout").map(({ text }) => JSON.parse(text) as { bodies: string[] });
const eventually = { timeout: 10_000, interval: 50 };

test("a batch that succeeded is deleted, and its attributes arrived", async () => {
  const queue = await givenQueue("one", "two");
  givenSource(queue);
  await expect.poll(() => messagesIn(queue.url), eventually).toBe(0);
  expect(batches()).toEqual([
    { bodies: ["one", "two"], attributes: [0, 1].map(() => ({ color: { dataType: "String", stringValue: "green" } })) },
  ]);
});

test("of a batch that failed in part only the failed messages come back, and end in the dead-letter queue", async () => {
  const queue = await givenQueue("good", "bad", "fine");
  givenSource(queue);
  await expect.poll(() => messagesIn(queue.deadUrl), eventually).toBe(1);
  expect(await messagesIn(queue.url)).toBe(0);
  expect(
    batches()
      .flatMap(({ bodies }) => bodies)
      .sort(),
  ).toEqual(["bad", "bad", "fine", "good"]);
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queue.deadUrl }));
  expect(Messages?.[0]?.Body).toBe("bad");
});

test.each(["throw", "unknown-id"])("a whole batch comes back when its function answers with: %s", async (body) => {
  const queue = await givenQueue(body, "innocent");
  givenSource(queue);
  const innocent = () => batches().filter(({ bodies }) => bodies.includes("innocent")).length;
  await expect.poll(innocent, eventually).toBe(2);
  await expect.poll(() => messagesIn(queue.deadUrl), eventually).toBeGreaterThanOrEqual(1);
});

test("stop waits for the batches in work and takes no more", async () => {
  const queue = await givenQueue("nothing");
  givenSource(queue, 1);
  await expect.poll(() => messagesIn(queue.url), eventually).toBe(0);
  await source?.stop();
  source = undefined;
  await sqs.send(new SendMessageBatchCommand({ QueueUrl: queue.url, Entries: [{ Id: "0", MessageBody: "late" }] }));
  expect(await messagesIn(queue.url)).toBe(1);
});

describe("Lambda's reading of an answer", () => {
  const messages = [{ MessageId: "a" }, { MessageId: "b" }];
  test.each([
    ["null", null, []],
    ["an empty object", {}, []],
    ["a null list", { batchItemFailures: null }, []],
    ["an empty list", { batchItemFailures: [] }, []],
    ["one of them", { batchItemFailures: [{ itemIdentifier: "b" }] }, ["b"]],
    ["an empty id", { batchItemFailures: [{ itemIdentifier: "" }] }, ["a", "b"]],
    ["a null id", { batchItemFailures: [{ itemIdentifier: null }] }, ["a", "b"]],
    ["a misspelled key", { batchItemFailures: [{ id: "a" }] }, ["a", "b"]],
    ["an id of another batch", { batchItemFailures: [{ itemIdentifier: "a" }, { itemIdentifier: "z" }] }, ["a", "b"]],
    ["something else", "ok", ["a", "b"]],
  ])("%s", (_, result, failed) => {
    expect([...failedOf(result, messages)]).toEqual(failed);
  });
});
