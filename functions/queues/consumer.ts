import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { noteFailure } from "#core/kernel/event-failure.ts";
import { Message } from "#core/kernel/message.ts";
import type { Ctx } from "#core/kernel/operation.ts";
import type { Deps } from "../runtime/deps.ts";
import { described, log, logAbout } from "../runtime/log.ts";
import { measure } from "../runtime/metrics.ts";

export type { Message };

/**
 * A queue's function. Messages may come twice, late and in any order: `work` reads what is true now and converges to it.
 * A message whose work throws comes back after the queue's visibility time-out, and ends in the dead-letter queue.
 */
export function consumer(
  deps: Pick<Deps, "as">,
  name: string,
  work: (ctx: Ctx, message: Message, invocation: Pick<Context, "getRemainingTimeInMillis">) => Promise<void>,
) {
  async function taken(record: SQSRecord, invocation: Context): Promise<boolean> {
    const message = Message.parse(JSON.parse(record.body));
    const ctx = deps.as({ type: "system", job: name }, message.id);
    return logAbout(ctx, async () => {
      try {
        await work(ctx, message, invocation);
        return true;
      } catch (error) {
        log("error", "a message failed", { consumer: name, messageId: record.messageId, ...described(error) });
        await noted(ctx, message, error);
        return false;
      }
    });
  }

  return async (event: SQSEvent, invocation: Context): Promise<SQSBatchResponse> => {
    const failed: string[] = [];
    for (const record of event.Records) {
      measure("QueueAgeSeconds", ageSecondsOf(record), name);
      const done = await taken(record, invocation).catch((error: unknown) => {
        log("error", "a message is none of ours", { consumer: name, messageId: record.messageId, ...described(error) });
        return false;
      });
      if (!done) failed.push(record.messageId);
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

/** From when the message was due: what was sent to be looked at later has not waited until then. */
function ageSecondsOf({ attributes, messageAttributes }: SQSRecord): number {
  const since = Math.max(Number(attributes.SentTimestamp), Number(messageAttributes.dueAt?.stringValue ?? 0));
  return Math.max(0, (Date.now() - since) / 1000);
}

/** For staff, should the message end with the dead letters. What failed may be the database itself. */
const noted = (ctx: Ctx, { id }: Message, error: unknown): Promise<void> =>
  noteFailure(ctx, id, error).catch((cause: unknown) =>
    log("warn", "a failure was not noted", { eventId: id, ...described(cause) }),
  );
