import type { SQSBatchResponse, SQSEvent } from "aws-lambda";

/** Each message says what becomes of it. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse | null | string> {
  const bodies = event.Records.map(({ body }) => body);
  console.log(JSON.stringify({ bodies, attributes: event.Records.map(({ messageAttributes }) => messageAttributes) }));
  if (bodies.includes("throw")) throw new Error("the batch is cursed");
  if (bodies.includes("nothing")) return null;
  if (bodies.includes("unknown-id")) return { batchItemFailures: [{ itemIdentifier: "no-such-message" }] };
  const failed = event.Records.filter(({ body }) => body.startsWith("bad"));
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}
