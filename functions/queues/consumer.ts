import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { noteFailure } from "#core/kernel/event-failure.ts";
import { Message } from "#core/kernel/message.ts";
import type { Ctx } from "#core/kernel/operation.ts";
import type { Deps } from "../runtime/deps.ts";
import { described, log } from "../runtime/log.ts";

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
  return async (event: SQSEvent, invocation: Context): Promise<SQSBatchResponse> => {
    const failed: string[] = [];
    for (const record of event.Records) {
      let of: { ctx: Ctx; message: Message } | undefined;
      try {
        const message = Message.parse(JSON.parse(record.body));
        of = { message, ctx: deps.as({ type: "system", job: name }, message.id) };
        await work(of.ctx, message, invocation);
      } catch (error) {
        log("error", "a message failed", { consumer: name, messageId: record.messageId, ...described(error) });
        failed.push(record.messageId);
        if (of) await noted(of.ctx, of.message, error);
      }
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

/** For staff, should the message end with the dead letters. What failed may be the database itself. */
const noted = (ctx: Ctx, { id }: Message, error: unknown): Promise<void> =>
  noteFailure(ctx, id, error).catch((cause: unknown) =>
    log("warn", "a failure was not noted", { eventId: id, ...described(cause) }),
  );
