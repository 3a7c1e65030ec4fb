import { z } from "zod";
import { may } from "../kernel/actor.ts";
import { providerReport } from "../kernel/operation.ts";
import { type DeadLetter, demandQueue, look, oldestFirst, type QueueCounts, QueueName } from "../queues/index.ts";
import { DeadMessage, described } from "./dead-message.ts";

export const Queue = z
  .object({
    name: z.string(),
    waiting: z.int(),
    /** Sent, and not due yet. */
    later: z.int(),
    /** Handed to a function, or waiting for its next try. */
    inWork: z.int(),
    dead: z.int(),
    /** Of the dead ones that were handed out for this answer. */
    oldest: DeadMessage.nullable(),
  })
  .meta({ id: "Queue" });
export type Queue = z.infer<typeof Queue>;

export const QueueDetail = z
  .object({
    queue: Queue,
    /** Dead messages, oldest first: those that the queue handed out for this answer, which need not be all. */
    messages: z.array(DeadMessage),
  })
  .meta({ id: "QueueDetail" });
export type QueueDetail = z.infer<typeof QueueDetail>;

interface Seen {
  name: string;
  counts: QueueCounts;
  letters: DeadLetter[];
}

export const queues = providerReport({
  name: "queue.list",
  input: z.object({}),
  allow: may("queue:read"),
  intend: async () => undefined,
  perform: async ({ queues: desk }): Promise<Seen[]> =>
    Promise.all(
      desk.names.map(async (name) => {
        const counts = await desk.counts(name);
        return { name, counts, letters: counts.dead === 0 ? [] : oldestFirst(await desk.peek(name)).slice(0, 1) };
      }),
    ),
  async show({ tx }, _intent, seen): Promise<Queue[]> {
    const messages = await described(
      tx,
      seen.flatMap(({ letters }) => letters),
    );
    return seen.map(({ name, counts, letters: [oldest] }) => ({
      name,
      ...counts,
      oldest: messages.find(({ id }) => id === oldest?.messageId) ?? null,
    }));
  },
});

/** A look at the dead messages keeps them from everybody else for a moment. */
export const queue = providerReport({
  name: "queue.get",
  input: z.object({ queue: QueueName }),
  allow: may("queue:read"),
  async intend({ ctx }, { queue: name }) {
    demandQueue(ctx.ports, name);
    return name;
  },
  async perform({ queues: desk }, name) {
    const counts = await desk.counts(name);
    return { counts, letters: await look(desk, name, counts.dead) };
  },
  async show({ tx }, name, { counts, letters }): Promise<QueueDetail> {
    const messages = await described(tx, letters);
    return { queue: { name, ...counts, oldest: messages[0] ?? null }, messages };
  },
});
