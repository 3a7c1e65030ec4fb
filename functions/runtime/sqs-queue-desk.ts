import { z } from "zod";
import { DomainError } from "#core/kernel/errors.ts";
import type { DeadLetter, QueueDesk } from "#core/queues/index.ts";
import { AwsError } from "./aws/aws-error.ts";
import type { JsonService } from "./aws/json-service.ts";

/** Several of these calls have to fit into the time of one request. */
const timeoutMs = 3000;
const batchMax = 10;
/** Long enough for SQS to ask all of its servers; without a wait it asks some and may find nothing. */
const waitSeconds = 1;

const Received = z.object({
  Messages: z
    .array(
      z.object({
        MessageId: z.string(),
        ReceiptHandle: z.string(),
        Body: z.string(),
        Attributes: z.object({ SentTimestamp: z.coerce.number<string>() }),
      }),
    )
    .default([]),
});
const Counted = z.object({ Attributes: z.record(z.string(), z.coerce.number<string>()) });
/** Of a batch, by the places that its entries have in it. */
const Done = z.object({ Successful: z.array(z.object({ Id: z.coerce.number<string>() })).default([]) });

const visible = "ApproximateNumberOfMessages";
const hidden = "ApproximateNumberOfMessagesNotVisible";
const delayed = "ApproximateNumberOfMessagesDelayed";

/** `queueUrls` by name. Beside each queue lies its dead-letter queue, `<name>-dead`. */
export function sqsQueueDesk(sqs: JsonService, queueUrls: Readonly<Record<string, string>>): QueueDesk {
  const urlOf = (queue: string): string => {
    const url = queueUrls[queue];
    if (url === undefined) throw new Error(`this function knows no queue ${queue}`);
    return url;
  };
  const deadUrlOf = (queue: string) => `${urlOf(queue)}-dead`;
  const call = (operation: string, input: object) =>
    sqs.call(operation, input, AbortSignal.timeout(timeoutMs)).catch(explained);

  async function counting(QueueUrl: string) {
    const input = { QueueUrl, AttributeNames: [visible, hidden, delayed] };
    const { Attributes } = Counted.parse(await call("GetQueueAttributes", input));
    return (name: typeof visible | typeof hidden | typeof delayed) => Attributes[name] ?? 0;
  }

  async function receive(queue: string, VisibilityTimeout: number): Promise<DeadLetter[]> {
    const { Messages } = Received.parse(
      await call("ReceiveMessage", {
        QueueUrl: deadUrlOf(queue),
        MaxNumberOfMessages: batchMax,
        VisibilityTimeout,
        WaitTimeSeconds: waitSeconds,
        MessageSystemAttributeNames: ["SentTimestamp"],
      }),
    );
    return Messages.map(({ MessageId, ReceiptHandle, Body, Attributes }) => ({
      messageId: MessageId,
      receipt: ReceiptHandle,
      body: Body,
      sentAt: new Date(Attributes.SentTimestamp),
    }));
  }

  /** Does something with letters ten by ten. Returns those that it was done with. */
  async function inBatches(
    operation: `${string}Batch`,
    QueueUrl: string,
    letters: readonly DeadLetter[],
    entryOf: (letter: DeadLetter) => object,
  ): Promise<DeadLetter[]> {
    const done: DeadLetter[] = [];
    for (let from = 0; from < letters.length; from += batchMax) {
      const batch = letters.slice(from, from + batchMax);
      const Entries = batch.map((letter, at) => ({ Id: String(at), ...entryOf(letter) }));
      const { Successful } = Done.parse(await call(operation, { QueueUrl, Entries }));
      done.push(...Successful.flatMap(({ Id }) => batch[Id] ?? []));
    }
    return done;
  }

  return {
    names: Object.keys(queueUrls),

    async counts(queue) {
      const [live, dead] = await Promise.all([counting(urlOf(queue)), counting(deadUrlOf(queue))]);
      return {
        waiting: live(visible),
        later: live(delayed),
        inWork: live(hidden),
        dead: dead(visible) + dead(hidden),
      };
    },

    peek: (queue) => receive(queue, 0),
    take: (queue, holdSeconds) => receive(queue, holdSeconds),

    async giveBack(queue, letters) {
      await inBatches("ChangeMessageVisibilityBatch", deadUrlOf(queue), letters, ({ receipt }) => ({
        ReceiptHandle: receipt,
        VisibilityTimeout: 0,
      }));
    },

    send: (queue, letters) =>
      inBatches("SendMessageBatch", urlOf(queue), letters, ({ body }) => ({ MessageBody: body })),

    remove: (queue, letters) =>
      inBatches("DeleteMessageBatch", deadUrlOf(queue), letters, ({ receipt }) => ({ ReceiptHandle: receipt })),
  };
}

/** What SQS refuses is our mistake and stays an error; what it cannot do now may work in a moment. */
function explained(error: unknown): never {
  if (error instanceof AwsError && !error.passes) throw error;
  throw new DomainError("unavailable", "queues.unavailable", "The queues cannot be reached. Try again in a moment.", {
    cause: error,
    retryAfterSeconds: 5,
  });
}
