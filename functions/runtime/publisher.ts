import { and, asc, inArray, isNull, lte } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "#core/kernel/db.ts";
import { outbox } from "#core/kernel/kernel.sql.ts";
import type { StoredEvent } from "#core/kernel/operation.ts";
import type { QueueName } from "../manifest.ts";
import type { JsonService } from "./aws/json-service.ts";
import { described, log } from "./log.ts";
import { queueOf } from "./routing.ts";

const batchMax = 10;
const delayMaxSeconds = 900;
const sweepMax = 100;
/** Of all attempts to send one batch. */
const timeoutMs = 5_000;
/** The committing invocation has had this long to send its events itself. */
const graceSeconds = 30;

const Sent = z.object({
  Successful: z.array(z.object({ Id: z.string() })).default([]),
  Failed: z.array(z.object({ Id: z.string(), Code: z.string() })).default([]),
});

export interface Publisher {
  /** Sends committed events. Never throws: what was not accepted stays unsent, and `sweep` finds it. */
  announce(events: readonly StoredEvent[]): Promise<void>;
  /** Sends what was committed and never sent. Returns how many. */
  sweep(): Promise<number>;
}

interface Options {
  sqs: JsonService;
  /** Of those that this function may send to. */
  queueUrls: Readonly<Partial<Record<QueueName, string>>>;
  db: Db;
  now: () => Date;
}

export function publisher({ sqs, queueUrls, db, now }: Options): Publisher {
  /** Ids of the events that the queues accepted. A queue that cannot be reached keeps back its own events only. */
  async function send(events: readonly StoredEvent[]): Promise<StoredEvent["id"][]> {
    const accepted: StoredEvent["id"][] = [];
    for (const [queue, ofQueue] of Map.groupBy(events, ({ type }) => queueOf[type])) {
      const url = queue && queueUrls[queue];
      if (url === undefined) {
        // The sweep sends them all the same, and this line is found when what is missing is a need.
        log("error", "this function may not send what it has to", { queue, type: ofQueue[0]?.type });
        continue;
      }
      for (let from = 0; from < ofQueue.length; from += batchMax) {
        const batch = ofQueue.slice(from, from + batchMax);
        try {
          accepted.push(...(await sendBatch(url, batch)));
        } catch (error) {
          log("warn", "events wait for the sweep", { queue, events: batch.length, ...described(error) });
        }
      }
    }
    return accepted;
  }

  async function sendBatch(QueueUrl: string, batch: readonly StoredEvent[]): Promise<StoredEvent["id"][]> {
    const Entries = batch.map(({ id, type, subject, dueAt }) => ({
      Id: id,
      MessageBody: JSON.stringify({ id, type, subject }),
      DelaySeconds: delayUntil(dueAt),
      // How long it lay in the queue counts from here.
      MessageAttributes: { dueAt: { DataType: "Number", StringValue: String(dueAt.getTime()) } },
    }));
    const answer = await sqs.call("SendMessageBatch", { QueueUrl, Entries }, AbortSignal.timeout(timeoutMs));
    const { Successful, Failed } = Sent.parse(answer);
    if (Failed.length > 0) log("warn", "events wait for the sweep", { QueueUrl, events: Failed.length, Failed });
    return Successful.map(({ Id }) => Id as StoredEvent["id"]);
  }

  const delayUntil = (dueAt: Date): number =>
    Math.max(0, Math.min(Math.ceil((dueAt.getTime() - now().getTime()) / 1000), delayMaxSeconds));

  const markSent = (ids: StoredEvent["id"][]) =>
    db.transaction({ role: "platform" }, (tx) =>
      tx.update(outbox).set({ sentAt: now() }).where(inArray(outbox.id, ids)),
    );

  async function sweepOnce(): Promise<{ found: number; accepted: number }> {
    const late = new Date(now().getTime() - graceSeconds * 1000);
    return db.transaction({ role: "platform" }, async (tx) => {
      const unsent = await tx
        .select()
        .from(outbox)
        .where(and(isNull(outbox.sentAt), lte(outbox.dueAt, now()), lte(outbox.createdAt, late)))
        .orderBy(asc(outbox.dueAt))
        .limit(sweepMax)
        .for("update", { skipLocked: true });
      const accepted = await send(unsent);
      if (accepted.length > 0) await tx.update(outbox).set({ sentAt: now() }).where(inArray(outbox.id, accepted));
      return { found: unsent.length, accepted: accepted.length };
    });
  }

  return {
    async announce(events) {
      try {
        const near = events.filter(({ dueAt }) => dueAt.getTime() - now().getTime() <= delayMaxSeconds * 1000);
        if (near.length === 0) return;
        const accepted = await send(near);
        if (accepted.length > 0) await markSent(accepted);
      } catch (error) {
        log("warn", "events wait for the sweep", { events: events.length, ...described(error) });
      }
    },

    async sweep() {
      for (let sent = 0; ; ) {
        const { found, accepted } = await sweepOnce();
        sent += accepted;
        if (found < sweepMax || accepted === 0) return sent;
      }
    },
  };
}
