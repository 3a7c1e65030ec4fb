import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { z } from "zod";
import type { Ctx } from "#core/kernel/operation.ts";
import type { Deps } from "../runtime/deps.ts";
import { described, log } from "../runtime/log.ts";

const Message = z.object({ id: z.string(), type: z.string(), subject: z.string() });
export type Message = z.infer<typeof Message>;

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
      try {
        const message = Message.parse(JSON.parse(record.body));
        await work(deps.as({ type: "system", job: name }, message.id), message, invocation);
      } catch (error) {
        log("error", "a message failed", { consumer: name, messageId: record.messageId, ...described(error) });
        failed.push(record.messageId);
      }
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}
