import { setTimeout as delay } from "node:timers/promises";
import {
  DeleteMessageBatchCommand,
  type Message,
  type MessageAttributeValue,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { SQSMessageAttribute, SQSRecord } from "aws-lambda";
import { type FunctionLog, report } from "./function-log.ts";
import type { LambdaFunction } from "./lambda-function.ts";

export interface EventSourceOptions {
  sqs: SQSClient;
  queueUrl: string;
  queueArn: string;
  target: Pick<LambdaFunction, "invoke" | "name">;
  batchSize: number;
  /** Batches in work at once. */
  concurrency: number;
  log: FunctionLog;
}

export interface EventSource {
  /** Takes no more messages, and waits for the batches in work. */
  stop(): Promise<void>;
}

const longPollSeconds = 20;
const retryAfterMs = 500;

/** Feeds a queue to a function with ReportBatchItemFailures on. What fails becomes visible again by its time-out. */
export function startEventSource(options: EventSourceOptions): EventSource {
  const { sqs, queueUrl, target, log } = options;
  const stopping = new AbortController();
  const inWork = new Set<Promise<void>>();
  const polling = poll();

  async function poll(): Promise<void> {
    while (!stopping.signal.aborted) {
      if (inWork.size >= options.concurrency) await Promise.race(inWork);
      else await take();
    }
  }

  async function take(): Promise<void> {
    try {
      const messages = await receive();
      if (messages.length === 0) return;
      const batch = work(messages).finally(() => inWork.delete(batch));
      inWork.add(batch);
    } catch (error) {
      if (stopping.signal.aborted) return;
      report(log, target.name, { level: "error", message: "The queue could not be read.", detail: String(error) });
      await delay(retryAfterMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  async function receive(): Promise<Message[]> {
    const command = new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: Math.min(10, options.batchSize),
      WaitTimeSeconds: longPollSeconds,
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    });
    const { Messages = [] } = await sqs.send(command, { abortSignal: stopping.signal });
    return Messages;
  }

  async function work(messages: readonly Message[]): Promise<void> {
    try {
      const result = await target.invoke({ Records: messages.map((message) => recordOf(message, options.queueArn)) });
      const failed = failedOf(result, messages);
      await remove(messages.filter(({ MessageId }) => MessageId && !failed.has(MessageId)));
    } catch {
      // The function reported why. The messages come back when they become visible again.
    }
  }

  async function remove(messages: readonly Message[]): Promise<void> {
    if (messages.length === 0) return;
    const Entries = messages.map(({ ReceiptHandle }, n) => ({ Id: String(n), ReceiptHandle }));
    try {
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    } catch (error) {
      report(log, target.name, { level: "error", message: "Messages were not deleted.", detail: String(error) });
    }
  }

  return {
    async stop() {
      stopping.abort();
      await polling;
      await Promise.all(inWork);
    },
  };
}

/** Ids of the messages that failed: none for an empty answer, all for an answer Lambda cannot understand. */
export function failedOf(result: unknown, messages: readonly Message[]): ReadonlySet<string> {
  const sent = new Set(messages.flatMap(({ MessageId }) => MessageId ?? []));
  if (result === null || result === undefined) return new Set();
  if (typeof result !== "object") return sent;
  const failures = "batchItemFailures" in result ? result.batchItemFailures : undefined;
  if (failures === null || failures === undefined) return new Set();
  if (!Array.isArray(failures)) return sent;
  const ids = failures.map((failure: { itemIdentifier?: unknown } | null) => String(failure?.itemIdentifier));
  return ids.every((id) => sent.has(id)) ? new Set(ids) : sent;
}

function recordOf(message: Message, queueArn: string): SQSRecord {
  const attributes = Object.entries(message.MessageAttributes ?? {});
  return {
    messageId: message.MessageId ?? "",
    receiptHandle: message.ReceiptHandle ?? "",
    body: message.Body ?? "",
    attributes: {
      ApproximateFirstReceiveTimestamp: "0",
      ApproximateReceiveCount: "1",
      SenderId: "",
      SentTimestamp: "0",
      ...message.Attributes,
    },
    messageAttributes: Object.fromEntries(attributes.map(([name, value]) => [name, attributeOf(value)])),
    md5OfBody: message.MD5OfBody ?? "",
    eventSource: "aws:sqs",
    eventSourceARN: queueArn,
    awsRegion: queueArn.split(":")[3] ?? "",
  };
}

function attributeOf({ DataType, StringValue, BinaryValue }: MessageAttributeValue): SQSMessageAttribute {
  return {
    dataType: DataType ?? "String",
    ...(StringValue !== undefined && { stringValue: StringValue }),
    ...(BinaryValue !== undefined && { binaryValue: Buffer.from(BinaryValue).toString("base64") }),
  };
}
