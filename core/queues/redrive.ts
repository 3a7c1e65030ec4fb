import { z } from "zod";
import { messageOf } from "../kernel/message.ts";
import { type Outcome, providerCommand, record, type Scope } from "../kernel/operation.ts";
import { discarding, sendingBack, type Work, type Worked, work } from "./dead-letters.ts";
import { mayRedrive } from "./queue.state.ts";
import { demandQueue, QueueName } from "./queue.ts";

/** The rest of the 29 s is for calls that are under way then, and for the audit. */
const workSeconds = 12;

const input = z.object({
  queue: QueueName,
  /** As SQS names them. All that it hands out, when left out. */
  messageIds: z
    .array(z.string().regex(/^[\w-]{1,100}$/, { error: "This is not the id of a message." }))
    .min(1)
    .max(50)
    .optional(),
  /** For the audit log. */
  reason: z.string().trim().min(3, { error: "Say why, in a few words." }).max(300),
});
type Input = z.output<typeof input>;

export const Redriven = z
  .object({
    done: z.int(),
    /** Of those done, how many could not be deleted where they lay: they may be met there, and sent, once more. */
    remaining: z.int(),
    /** Refused by the queue. */
    refused: z.int(),
    /** Asked for and not handed out. */
    missing: z.int(),
    /** There was more than one call has time for. */
    unfinished: z.boolean(),
  })
  .meta({ id: "Redriven" });
export type Redriven = z.infer<typeof Redriven>;

interface Intent extends Work {
  reason: string;
}

/** Puts dead messages back into their queue. */
export const sendBack = providerCommand({
  name: "queue.send_back",
  input,
  allow: mayRedrive,
  intend: (scope, wanted) => begin(scope, "queue.send_back_begun", wanted),
  perform: ({ queues }, intent) => work(queues, intent, sendingBack(queues, intent.queue)),
  settle: async (_scope, intent, worked) => outcome(intent, worked),
});

/** Deletes dead messages for good. The audit log keeps what they said. */
export const discard = providerCommand({
  name: "queue.discard",
  input,
  allow: mayRedrive,
  confirm: true,
  intend: (scope, wanted) => begin(scope, "queue.discard_begun", wanted),
  perform: ({ queues }, intent) => work(queues, intent, discarding(queues, intent.queue)),
  settle: async (_scope, intent, worked) => outcome(intent, worked),
});

/** On record before anything moves: a crash after that leaves at least who wanted what, and why. */
async function begin(scope: Scope, action: string, { queue, messageIds, reason }: Input): Promise<Intent> {
  const { ctx } = scope;
  demandQueue(ctx.ports, queue);
  await record(scope, action, { target: queue, after: { reason, messageIds: messageIds ?? "all" } }, []);
  return { queue, messageIds, reason, now: ctx.now, until: new Date(ctx.now().getTime() + workSeconds * 1000) };
}

function outcome({ queue, reason }: Intent, { done, ...counts }: Worked): Outcome<Redriven> {
  const value = { done: done.length, ...counts };
  const messages = done.map(({ messageId, body }) => messageOf(body) ?? { messageId });
  return { value, audit: { target: queue, after: { reason, ...value, messages } }, events: [] };
}
