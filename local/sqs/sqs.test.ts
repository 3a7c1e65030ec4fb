import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Sqs, startSqs } from "./sqs.ts";

let dir: string;
let sqs: Sqs;
let client: SQSClient;
let sequence = 0;
/** A queue of its own for each test. */
let queue: string;
let queues: { name: string; visibilitySeconds: number; maxReceives: number }[] = [];

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "sqs-"));
});
beforeEach(async () => {
  queue = `work-${++sequence}`;
  queues = [...queues, { name: queue, visibilitySeconds: 90, maxReceives: 2 }];
  await restart();
});
afterAll(async () => {
  await sqs.stop();
  await rm(dir, { recursive: true });
});

async function restart() {
  await sqs?.stop();
  sqs = await startSqs({ dir, queues });
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  client = new SQSClient({ endpoint: sqs.endpoint, region: "eu-central-1", credentials, maxAttempts: 1 });
}

const url = (name = queue) => sqs.queueUrls[name] ?? "";
const send = (MessageBody: string, DelaySeconds?: number) =>
  client.send(new SendMessageCommand({ QueueUrl: url(), MessageBody, DelaySeconds }));
const show = (ReceiptHandle?: string) =>
  client.send(new ChangeMessageVisibilityCommand({ QueueUrl: url(), ReceiptHandle, VisibilityTimeout: 0 }));

async function receive(name = queue, WaitTimeSeconds = 0): Promise<Message[]> {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: url(name),
      WaitTimeSeconds,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    }),
  );
  return Messages;
}

/** What was sent before has reached the server when this is answered. */
const roundTrip = () => client.send(new GetQueueUrlCommand({ QueueName: queue }));

async function count(
  attribute:
    | "ApproximateNumberOfMessages"
    | "ApproximateNumberOfMessagesNotVisible"
    | "ApproximateNumberOfMessagesDelayed",
) {
  const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl: url(), AttributeNames: ["All"] }));
  return Number(Attributes?.[attribute]);
}

test("a message arrives with body and attributes, is hidden while someone works on it, and is gone once deleted", async () => {
  await client.send(
    new SendMessageCommand({
      QueueUrl: url(),
      MessageBody: "opr_1 ü",
      MessageAttributes: { trace: { DataType: "String", StringValue: "t1" } },
    }),
  );
  const [message] = await receive();
  expect(message).toMatchObject({
    Body: "opr_1 ü",
    Attributes: { ApproximateReceiveCount: "1" },
    MessageAttributes: { trace: { StringValue: "t1" } },
  });
  expect(await receive()).toEqual([]);
  await client.send(new DeleteMessageCommand({ QueueUrl: url(), ReceiptHandle: message?.ReceiptHandle }));
  expect([await count("ApproximateNumberOfMessages"), await count("ApproximateNumberOfMessagesNotVisible")]).toEqual([
    0, 0,
  ]);
});

test("a batch is taken whole, and each message is handed out once", async () => {
  const Entries = Array.from({ length: 10 }, (_, n) => ({ Id: `e${n}`, MessageBody: `m${n}` }));
  const { Successful } = await client.send(new SendMessageBatchCommand({ QueueUrl: url(), Entries }));
  expect(Successful).toHaveLength(10);
  const bodies = (await Promise.all([receive(), receive(), receive()])).flat().map(({ Body }) => Body);
  expect(bodies.toSorted()).toEqual(Entries.map(({ MessageBody }) => MessageBody));
});

test("a delayed message is not seen early, and wakes a long poll when it is due", async () => {
  const sentAt = Date.now();
  await send("later", 1);
  expect(await receive()).toEqual([]);
  expect(await count("ApproximateNumberOfMessagesDelayed")).toBe(1);
  const [message] = await receive(queue, 10);
  expect(message?.Body).toBe("later");
  expect(Date.now() - sentAt).toBeGreaterThanOrEqual(1_000);
});

test("a long poll that waits is woken by a send", async () => {
  const startedAt = Date.now();
  const waiting = receive(queue, 20);
  await send("now");
  expect((await waiting).map(({ Body }) => Body)).toEqual(["now"]);
  expect(Date.now() - startedAt).toBeLessThan(5_000);
});

test("a message received too often without being deleted ends in the dead-letter queue, and not before", async () => {
  await send("poison");
  for (const times of ["1", "2"]) {
    const [message] = await receive();
    expect(message?.Attributes?.ApproximateReceiveCount).toBe(times);
    await show(message?.ReceiptHandle);
  }
  expect(await receive()).toEqual([]);
  expect((await receive(`${queue}-dead`)).map(({ Body }) => Body)).toEqual(["poison"]);
});

test("what was held for a time is counted as waiting once that is over, though nobody asks for messages", async () => {
  await send("held");
  const command = new ReceiveMessageCommand({ QueueUrl: url(), VisibilityTimeout: 1 });
  expect((await client.send(command)).Messages).toHaveLength(1);
  const counts = async () => [
    await count("ApproximateNumberOfMessages"),
    await count("ApproximateNumberOfMessagesNotVisible"),
  ];
  expect(await counts()).toEqual([0, 1]);
  await expect.poll(counts, { timeout: 5_000 }).toEqual([1, 0]);
});

test("a look that holds nothing leaves a message to the next one", async () => {
  await send("looked at");
  for (let times = 0; times < 3; times++) {
    const command = new ReceiveMessageCommand({ QueueUrl: url(), VisibilityTimeout: 0 });
    const { Messages = [] } = await client.send(command);
    expect(Messages.map(({ Body }) => Body)).toEqual(times < 2 ? ["looked at"] : []);
  }
  expect((await receive(`${queue}-dead`)).map(({ Body }) => Body)).toEqual(["looked at"]);
});

describe("over a restart", () => {
  test("messages waiting, delayed, in flight and dead keep their state", async () => {
    await send("dead");
    for (let times = 0; times < 2; times++) await show((await receive())[0]?.ReceiptHandle);
    await receive();
    await send("in flight");
    const [inFlight] = await receive();
    await send("waiting");
    await send("delayed", 600);
    await restart();
    expect((await receive()).map(({ Body }) => Body)).toEqual(["waiting"]);
    expect((await receive(`${queue}-dead`)).map(({ Body }) => Body)).toEqual(["dead"]);
    expect(await count("ApproximateNumberOfMessagesDelayed")).toBe(1);
    await client.send(new DeleteMessageCommand({ QueueUrl: url(), ReceiptHandle: inFlight?.ReceiptHandle }));
    expect(await count("ApproximateNumberOfMessagesNotVisible")).toBe(1);
  });

  test("a message given back keeps the number of times it was received", async () => {
    await send("counted");
    await show((await receive())[0]?.ReceiptHandle);
    await restart();
    const [message] = await receive();
    expect(message?.Attributes?.ApproximateReceiveCount).toBe("2");
  });

  test("a queue takes the settings it is now given, and keeps its messages", async () => {
    await send("kept");
    queues = queues.map((one) => (one.name === queue ? { ...one, visibilitySeconds: 7, maxReceives: 5 } : one));
    await restart();
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: url(), AttributeNames: ["All"] }),
    );
    expect(Attributes?.VisibilityTimeout).toBe("7");
    expect(JSON.parse(Attributes?.RedrivePolicy ?? "{}")).toEqual({
      deadLetterTargetArn: `arn:aws:sqs:eu-central-1:000000000000:${queue}-dead`,
      maxReceiveCount: 5,
    });
    expect((await receive()).map(({ Body }) => Body)).toEqual(["kept"]);
  });
});

test("messages for a caller who hung up during a long poll go to the next one at once", async () => {
  const abort = new AbortController();
  const gone = client
    .send(new ReceiveMessageCommand({ QueueUrl: url(), WaitTimeSeconds: 20 }), { abortSignal: abort.signal })
    .catch((error: Error) => error.name);
  await roundTrip();
  abort.abort();
  expect(await gone).toBe("AbortError");
  await roundTrip();
  await send("for the next");
  expect((await receive(queue, 5)).map(({ Body }) => Body)).toEqual(["for the next"]);
});

test("it stops at once while callers wait", async () => {
  const waiting = receive(queue, 20).catch(() => "ended");
  await roundTrip();
  const startedAt = Date.now();
  await restart();
  expect(Date.now() - startedAt).toBeLessThan(5_000);
  expect(await waiting).toBe("ended");
});

test("a queue is found by name, and an unknown one is refused with SQS' own error", async () => {
  expect((await client.send(new GetQueueUrlCommand({ QueueName: queue }))).QueueUrl).toBe(url());
  const unknown = client.send(new GetQueueUrlCommand({ QueueName: "nowhere" }));
  await expect(unknown).rejects.toMatchObject({ name: "QueueDoesNotExist" });
  const elsewhere = client.send(
    new SendMessageCommand({ QueueUrl: `${sqs.endpoint}/000000000000/nowhere`, MessageBody: "x" }),
  );
  await expect(elsewhere).rejects.toMatchObject({ name: "QueueDoesNotExist" });
});

test("nobody makes queues besides the manifest", async () => {
  await expect(client.send(new CreateQueueCommand({ QueueName: "own" }))).rejects.toMatchObject({
    name: expect.stringContaining("InvalidAction"),
  });
});

test("a web page, a body that is no object and one too large are refused", async () => {
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(sqs.endpoint, { method: "POST", headers: { "x-amz-target": "AmazonSQS.SendMessage", ...headers }, body });
  expect((await post("{}", { origin: "http://localhost:4100" })).status).toBe(403);
  expect((await post("[1]")).status).toBe(400);
  expect((await post("null")).status).toBe(400);
  expect((await post(JSON.stringify({ MessageBody: "x".repeat(3 << 20) }))).status).toBe(400);
});
