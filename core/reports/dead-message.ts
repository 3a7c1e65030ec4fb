import { inArray } from "drizzle-orm";
import { z } from "zod";
import { person } from "../identity/person.sql.ts";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import { outbox } from "../kernel/kernel.sql.ts";
import { operation } from "../kernel/long-operation/long-operation.sql.ts";
import { isFinished } from "../kernel/long-operation/long-operation.state.ts";
import { type Message, messageOf } from "../kernel/message.ts";
import { node } from "../nodes/node.sql.ts";
import { sentOf } from "../notify/index.ts";
import { order } from "../orders/order.sql.ts";
import type { DeadLetter } from "../queues/index.ts";
import { service } from "../services/service.sql.ts";
import { operationColumns, titleOf, worksOnNode, worksOnService } from "./operation-title.ts";

export const DeadMessage = z
  .object({
    /** As SQS names it. */
    id: z.string(),
    /** When the event was sent first, which is not when its message died. */
    sentAt: z.date(),
    /** Null for what is no message of ours. */
    event: z.object({ id: z.string(), type: z.string(), subject: z.string() }).nullable(),
    /** What it is about, where we still know it. */
    about: z
      .object({
        kind: z.enum(["operation", "order", "person"]),
        id: z.string(),
        title: z.string(),
        /** What the message asks for has happened meanwhile. */
        done: z.boolean(),
      })
      .nullable(),
    /** Why work on it failed last. */
    failure: z.object({ code: z.string(), message: z.string(), at: z.date().nullable() }).nullable(),
  })
  .meta({ id: "DeadMessage" });
export type DeadMessage = z.infer<typeof DeadMessage>;
type About = NonNullable<DeadMessage["about"]>;
type Failure = NonNullable<DeadMessage["failure"]>;

/** Messages say ids only: what they are about and why they died is read from our own rows. */
export async function described(tx: Tx, letters: readonly DeadLetter[]): Promise<DeadMessage[]> {
  const read = letters.map(({ messageId, sentAt, body }) => ({ id: messageId, sentAt, event: messageOf(body) }));
  const events = read.flatMap(({ event }) => event ?? []);
  if (events.length === 0) return read.map((message) => ({ ...message, about: null, failure: null }));
  const noted = await notedFailures(tx, events);
  const operations = await operationsOf(tx, events);
  const told = await sentOf(
    tx,
    events.map(({ id }) => id),
  );
  const abouts = new Map([...(await ordersOf(tx, events, told)), ...(await peopleOf(tx, events, told))]);
  return read.map((message) => {
    const { event } = message;
    if (event === null) return { ...message, about: null, failure: null };
    const { about, failure } = operations.get(event.id) ?? { about: abouts.get(event.id), failure: undefined };
    return { ...message, about: about ?? null, failure: noted.get(event.id) ?? failure ?? null };
  });
}

const subjectsOf = (events: readonly Message[]): string[] => events.map(({ subject }) => subject);

async function notedFailures(tx: Tx, events: readonly Message[]): Promise<Map<string, Failure>> {
  const ids = events.map(({ id }) => id as Id<"event">);
  const rows = await tx.select().from(outbox).where(inArray(outbox.id, ids));
  return new Map(
    rows.flatMap(({ id, failureCode, failureMessage, failedAt }): [string, Failure][] =>
      failureCode === null ? [] : [[id, { code: failureCode, message: failureMessage ?? "", at: failedAt }]],
    ),
  );
}

/** By event. An operation keeps its own failures, which say more than that a message was given up. */
async function operationsOf(
  tx: Tx,
  events: readonly Message[],
): Promise<Map<string, { about: About; failure: Failure | undefined }>> {
  const rows = await tx
    .select(operationColumns)
    .from(operation)
    .leftJoin(service, worksOnService)
    .leftJoin(node, worksOnNode)
    .where(inArray(operation.id, subjectsOf(events) as Id<"operation">[]));
  const found = new Map<string, { about: About; failure: Failure | undefined }>(
    rows.map((found) => {
      const { operation: row } = found;
      const code = row.failureCode ?? row.waitingCode;
      const message = row.failureMessage ?? row.waitingMessage ?? "";
      return [
        row.id,
        {
          about: {
            kind: "operation",
            id: row.id,
            title: titleOf(found),
            done: isFinished(row),
          },
          failure: code === null ? undefined : { code, message, at: row.finishedAt },
        },
      ];
    }),
  );
  return byEvent(events, found);
}

/** `told`: events whose mail has been sent. */
async function ordersOf(tx: Tx, events: readonly Message[], told: ReadonlySet<string>): Promise<Map<string, About>> {
  const rows = await tx
    .select()
    .from(order)
    .where(inArray(order.id, subjectsOf(events) as Id<"order">[]));
  const orders = new Map<string, (typeof rows)[number]>(rows.map((row) => [row.id, row]));
  return new Map(
    events.flatMap(({ id, type, subject }): [string, About][] => {
      const row = orders.get(subject);
      if (!row) return [];
      const done = type === "order.refund_due" ? row.state === "refunded" : told.has(id);
      return [[id, { kind: "order", id: row.id, title: `Order ${row.number}`, done }]];
    }),
  );
}

async function peopleOf(tx: Tx, events: readonly Message[], told: ReadonlySet<string>): Promise<Map<string, About>> {
  const rows = await tx
    .select({ id: person.id, name: person.name })
    .from(person)
    .where(inArray(person.id, subjectsOf(events) as Id<"person">[]));
  const names = new Map<string, string>(rows.map(({ id, name }) => [id, name]));
  return new Map(
    events.flatMap(({ id, subject }): [string, About][] => {
      const title = names.get(subject);
      return title === undefined ? [] : [[id, { kind: "person", id: subject, title, done: told.has(id) }]];
    }),
  );
}

const byEvent = <T>(events: readonly Message[], ofSubject: ReadonlyMap<string, T>): Map<string, T> =>
  new Map(
    events.flatMap(({ id, subject }): [string, T][] => {
      const found = ofSubject.get(subject);
      return found === undefined ? [] : [[id, found]];
    }),
  );
