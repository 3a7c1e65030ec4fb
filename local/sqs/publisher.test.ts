import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { newId } from "#core/kernel/id.ts";
import { outbox } from "#core/kernel/kernel.sql.ts";
import type { StoredEvent } from "#core/kernel/operation.ts";
import { type TestWorld, testWorld } from "#core/kernel/test-context.ts";
import { type QueueName, queues } from "#functions/manifest.ts";
import { type JsonService, jsonService } from "#functions/runtime/aws/json-service.ts";
import { publisher } from "#functions/runtime/publisher.ts";
import { type Sqs, startSqs } from "./sqs.ts";

let world: TestWorld;
let dir: string;
let sqs: Sqs;
let client: SQSClient;
let service: JsonService;
beforeAll(async () => {
  world = await testWorld();
  dir = await mkdtemp(path.join(tmpdir(), "publisher-"));
  sqs = await startSqs({ dir, queues: Object.entries(queues).map(([name, queue]) => ({ name, ...queue })) });
  client = new SQSClient(at(sqs.endpoint));
  service = serviceAt(sqs.endpoint);
});
afterAll(async () => {
  await sqs.stop();
  await rm(dir, { recursive: true });
  await world.close();
});
beforeEach(() => {
  vi.spyOn(console, "log").mockImplementation(() => undefined);
});

const at = (endpoint: string) => ({
  endpoint,
  region: "eu-central-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
});
const serviceAt = (endpoint: string) => jsonService("sqs", { ...at(endpoint), attemptsMax: 1 });

const publisherOn = (through: JsonService, change: Partial<Record<QueueName, string>> = {}) =>
  publisher({
    sqs: through,
    queueUrls: { ...(sqs.queueUrls as Record<QueueName, string>), ...change },
    db: world.db,
    now: () => world.clock.now,
  });

const platform = { role: "platform" } as const;

/** As a command leaves them: committed, and not sent yet. */
async function committed(type: string, count = 1, dueInSeconds = 0): Promise<StoredEvent[]> {
  const dueAt = new Date(world.clock.now.getTime() + dueInSeconds * 1000);
  const events = Array.from({ length: count }, () => ({ id: newId("event"), type, subject: newId("order"), dueAt }));
  await world.db.transaction(platform, (tx) =>
    tx.insert(outbox).values(events.map((event) => ({ ...event, createdAt: world.clock.now }))),
  );
  return events;
}

async function received(queue: QueueName): Promise<unknown[]> {
  const bodies: unknown[] = [];
  for (;;) {
    const QueueUrl = sqs.queueUrls[queue];
    const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return bodies;
    for (const { Body = "", ReceiptHandle } of Messages) {
      bodies.push(JSON.parse(Body));
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

const unsent = async (events: readonly StoredEvent[]) => {
  const rows = await world.db.transaction(platform, (tx) => tx.select().from(outbox));
  return events.filter(({ id }) => rows.find((row) => row.id === id)?.sentAt === null).length;
};

const nowhere = () => serviceAt("http://127.0.0.1:1");

describe("announcing", () => {
  test("sends each event to its queue, as ids and nothing else, and marks it", async () => {
    const [order] = await committed("order.refund_due");
    const [mail] = await committed("order.fulfilled");
    await publisherOn(service).announce([order, mail].filter((event) => event !== undefined));
    expect(await received("payments")).toEqual([{ id: order?.id, type: "order.refund_due", subject: order?.subject }]);
    expect(await received("mail")).toEqual([{ id: mail?.id, type: "order.fulfilled", subject: mail?.subject }]);
    expect(await unsent([order, mail].filter((event) => event !== undefined))).toBe(0);
  });

  test("sends more than a batch holds", async () => {
    const events = await committed("operation.due", 23);
    await publisherOn(service).announce(events);
    expect(await received("operations")).toHaveLength(23);
    expect(await unsent(events)).toBe(0);
  });

  test("never throws: what a queue did not take stays unsent", async () => {
    const events = await committed("order.refund_due");
    await publisherOn(nowhere()).announce(events);
    expect(await unsent(events)).toBe(1);
    await publisherOn(service).announce(events);
    expect(await received("payments")).toHaveLength(1);
  });

  test("one queue that is out of order keeps no other waiting", async () => {
    const [lost, sent] = [await committed("order.refunded"), await committed("operation.due")];
    const gone = { mail: `${sqs.endpoint}/000000000000/gone` };
    await publisherOn(service, gone).announce([...lost, ...sent]);
    expect([await unsent(lost), await unsent(sent)]).toEqual([1, 0]);
    expect(await received("operations")).toHaveLength(1);
  });

  test("a queue that a function may not send to is told as an error, and its events wait for the sweep", async () => {
    const errors: string[] = [];
    vi.spyOn(console, "error").mockImplementation((line: string) => void errors.push(line));
    const [barred, sent] = [await committed("order.refunded"), await committed("operation.due")];
    const { operations } = sqs.queueUrls as Record<QueueName, string>;
    const limited = publisher({ sqs: service, queueUrls: { operations }, db: world.db, now: () => world.clock.now });
    await limited.announce([...barred, ...sent]);
    expect([await unsent(barred), await unsent(sent)]).toEqual([1, 0]);
    expect(errors.map((line) => JSON.parse(line) as object)).toMatchObject([{ queue: "mail", type: "order.refunded" }]);
    expect(await received("operations")).toHaveLength(1);
  });

  test("keeps an event back that is due later than a queue can wait", async () => {
    const events = await committed("operation.due", 1, 901);
    await publisherOn(service).announce(events);
    expect(await received("operations")).toEqual([]);
    expect(await unsent(events)).toBe(1);
    world.clock.advance(901);
    expect(await publisherOn(service).sweep()).toBeGreaterThan(0);
    expect(await received("operations")).toHaveLength(1);
  });
});

describe("the sweep", () => {
  test("sends what was committed and lost, once, and leaves alone what is being sent right now", async () => {
    await publisherOn(service).sweep();
    const lost = await committed("order.refund_due", 3);
    expect(await publisherOn(service).sweep()).toBe(0);
    world.clock.advance(31);
    const fresh = await committed("order.refund_due");
    expect(await publisherOn(service).sweep()).toBe(3);
    expect(await publisherOn(service).sweep()).toBe(0);
    expect(await unsent([...lost, ...fresh])).toBe(1);
    const bodies = (await received("payments")) as { id: string }[];
    expect(bodies.map(({ id }) => id)).toEqual(expect.arrayContaining(lost.map(({ id }) => id)));
  });

  test("catches up with everything that an outage left, however much that is", async () => {
    const lost = await committed("operation.due", 230);
    world.clock.advance(31);
    expect(await publisherOn(nowhere()).sweep()).toBe(0);
    expect(await unsent(lost)).toBe(230);
    await publisherOn(service).sweep();
    expect(await unsent(lost)).toBe(0);
    expect(await received("operations")).toHaveLength(230);
  });

  test("two at once send nothing twice", async () => {
    const lost = await committed("order.refund_due", 20);
    world.clock.advance(31);
    await Promise.all([publisherOn(service).sweep(), publisherOn(service).sweep()]);
    await publisherOn(service).sweep();
    const bodies = (await received("payments")) as { id: string }[];
    const mine = bodies.filter(({ id }) => lost.some((event) => event.id === id));
    expect(mine).toHaveLength(20);
    const [row] = await world.db.transaction(platform, (tx) =>
      tx
        .select()
        .from(outbox)
        .where(eq(outbox.id, lost[0]?.id ?? newId("event"))),
    );
    expect(row?.sentAt).toEqual(world.clock.now);
  });
});
