import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { ReceiveMessageCommand, SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Context, SQSEvent } from "aws-lambda";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { DomainError } from "#core/kernel/errors.ts";
import { newId } from "#core/kernel/id.ts";
import { outbox } from "#core/kernel/kernel.sql.ts";
import type { Ctx } from "#core/kernel/operation.ts";
import { staffMember, type TestWorld, testWorld } from "#core/kernel/test-context.ts";
import * as Queues from "#core/queues/index.ts";
import * as Reports from "#core/reports/index.ts";
import { queues as manifestQueues } from "#functions/manifest.ts";
import { consumer } from "#functions/queues/consumer.ts";
import { jsonService } from "#functions/runtime/aws/json-service.ts";
import { sqsQueueDesk } from "#functions/runtime/sqs-queue-desk.ts";
import { startEventSource } from "../lambda/event-source.ts";
import { type Sqs, startSqs } from "./sqs.ts";

let world: TestWorld;
let dir: string;
let sqs: Sqs;
let client: SQSClient;
let operator: Ctx;
const queue = "mail";
const reason = "The mail server is back";

beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  for (const method of ["log", "error"] as const) vi.spyOn(console, method).mockImplementation(() => undefined);
  dir = await mkdtemp(path.join(tmpdir(), "redrive-"));
  const quick = Object.keys(manifestQueues).map((name) => ({ name, visibilitySeconds: 1, maxReceives: 2 }));
  sqs = await startSqs({ dir, queues: quick });
  client = new SQSClient({ endpoint: sqs.endpoint, ...access });
  operator = asStaff();
});
afterEach(async () => {
  vi.restoreAllMocks();
  client.destroy();
  await sqs.stop();
  await rm(dir, { recursive: true });
});

const access = { region: "eu-central-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
/** As the API is given them: without those of the dead letters, which lie beside. */
const urls = () => Object.fromEntries(Object.keys(manifestQueues).map((name) => [name, sqs.queueUrls[name] ?? ""]));
const asStaff = (endpoint = sqs.endpoint): Ctx => {
  const service = jsonService("sqs", { endpoint, attemptsMax: 1, ...access });
  return {
    ...world.as(staffMember("operator"), { queues: sqsQueueDesk(service, urls()) }),
    now: () => new Date(),
    confirmedAt: new Date(),
  };
};
const show = async (name = queue) => (await Reports.queue(operator, { queue: name })).messages;
const counts = async () => {
  const listed = await Reports.queues(operator, {});
  const { waiting, later, inWork, dead } = listed.find(({ name }) => name === queue) ?? {};
  return { waiting, later, inWork, dead };
};

/** Puts messages where the dead lie. Returns the subjects. */
async function bury(count: number): Promise<string[]> {
  const subjects = Array.from({ length: count }, () => newId("person"));
  for (let from = 0; from < count; from += 10) {
    const Entries = subjects.slice(from, from + 10).map((subject) => ({
      Id: subject,
      MessageBody: JSON.stringify({ id: newId("event"), type: "person.registered", subject }),
    }));
    await client.send(new SendMessageBatchCommand({ QueueUrl: sqs.queueUrls[`${queue}-dead`], Entries }));
  }
  return subjects;
}

async function subjectsIn(name: string): Promise<string[]> {
  const subjects: string[] = [];
  for (;;) {
    const command = new ReceiveMessageCommand({ QueueUrl: sqs.queueUrls[name], MaxNumberOfMessages: 10 });
    const { Messages = [] } = await client.send(command);
    if (Messages.length === 0) return subjects.toSorted();
    subjects.push(...Messages.map(({ Body = "" }) => (JSON.parse(Body) as { subject: string }).subject));
  }
}

test("a message whose function fails dies, is shown with its cause, comes back by redrive and succeeds", async () => {
  let broken = true;
  const done: string[] = [];
  const handler = consumer(
    { as: (actor, requestId) => ({ ...world.as(actor), requestId }) },
    queue,
    async (_ctx, one) => {
      if (broken) throw new DomainError("unavailable", "mail.unavailable", "The mail server cannot be reached.");
      done.push(one.subject);
    },
  );
  const source = startEventSource({
    sqs: client,
    queueUrl: sqs.queueUrls[queue] ?? "",
    queueArn: `arn:aws:sqs:eu-central-1:000000000000:${queue}`,
    target: { name: queue, invoke: (event) => handler(event as SQSEvent, {} as Context) },
    batchSize: 5,
    concurrency: 1,
    log: () => undefined,
  });
  try {
    const event = { id: newId("event"), type: "person.registered", subject: newId("person") };
    const at = world.clock.now;
    await world.db.transaction({ role: "platform" }, (tx) =>
      tx.insert(outbox).values({ ...event, createdAt: at, dueAt: at, sentAt: at }),
    );
    const Entries = [{ Id: "one", MessageBody: JSON.stringify(event) }];
    await client.send(new SendMessageBatchCommand({ QueueUrl: sqs.queueUrls[queue], Entries }));
    await expect.poll(async () => (await counts()).dead, { timeout: 15_000 }).toBe(1);
    expect(await show()).toMatchObject([
      { event, failure: { code: "mail.unavailable", message: "The mail server cannot be reached." } },
    ]);
    expect(done).toEqual([]);

    broken = false;
    expect(await Queues.sendBack(operator, { queue, reason })).toMatchObject({ done: 1, remaining: 0 });
    await expect.poll(() => done, { timeout: 5_000 }).toEqual([event.subject]);
    await expect.poll(counts, { timeout: 5_000 }).toEqual({ waiting: 0, later: 0, inWork: 0, dead: 0 });
  } finally {
    await source.stop();
  }
});

test("a look shows every dead message, oldest first, and takes none away", async () => {
  const subjects = await bury(23);
  for (const _ of [1, 2]) {
    const seen = await show();
    expect(seen.map(({ event }) => event?.subject).toSorted()).toEqual(subjects.toSorted());
    const times = seen.map(({ sentAt }) => sentAt.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(await counts()).toEqual({ waiting: 0, later: 0, inWork: 0, dead: 23 });
  }
});

test("two who send everything back at once lose nothing, and count what each of them sent", async () => {
  const subjects = await bury(60);
  const results = await Promise.all(
    [operator, asStaff(), asStaff()].map((as) => Queues.sendBack(as, { queue, reason })),
  );
  expect(results.reduce((sum, { done }) => sum + done, 0)).toBe(60);
  expect(await subjectsIn(queue)).toEqual(subjects.toSorted());
  expect((await counts()).dead).toBe(0);
});

test("one is sent back by its id, one is discarded by its id, the third stays", async () => {
  await bury(3);
  const [first, second, third] = await show();
  const of = (message: typeof first) => ({ queue, reason, messageIds: [message?.id ?? ""] });
  expect(await Queues.sendBack(operator, of(first))).toMatchObject({ done: 1, missing: 0 });
  expect(await Queues.discard(operator, of(second))).toMatchObject({ done: 1, missing: 0 });
  expect(await Queues.discard(operator, of(second))).toMatchObject({ done: 0, missing: 1 });
  expect(await subjectsIn(queue)).toEqual([first?.event?.subject]);
  expect((await show()).map(({ id }) => id)).toEqual([third?.id]);
});

describe("without SQS", () => {
  const nowhere = () => asStaff("http://127.0.0.1:1");

  test("everything says so, and that it helps to try again", async () => {
    const refused = { kind: "unavailable", code: "queues.unavailable" };
    await expect(Reports.queues(nowhere(), {})).rejects.toMatchObject(refused);
    await expect(Reports.queue(nowhere(), { queue })).rejects.toMatchObject(refused);
    await expect(Queues.sendBack(nowhere(), { queue, reason })).rejects.toMatchObject(refused);
  });

  test("the overview shows all the rest", async () => {
    const shown = await Reports.overview(nowhere(), {});
    expect(shown.attention).toMatchObject([{ kind: "queues_unreachable" }]);
  });
});

test("the overview asks for attention as long as a message lies dead", async () => {
  expect((await Reports.overview(operator, {})).attention).toEqual([]);
  await bury(2);
  expect((await Reports.overview(operator, {})).attention).toMatchObject([{ kind: "messages_dead", subject: queue }]);
  await Queues.discard(operator, { queue, reason });
  expect((await Reports.overview(operator, {})).attention).toEqual([]);
});
