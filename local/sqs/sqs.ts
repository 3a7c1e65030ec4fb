import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { z } from "zod";
import { BodyTooLarge, closeServer, listenOnLoopback, readBody } from "../platform/loopback-server.ts";
import { refuseProduction } from "../platform/refuse-production.ts";
import * as fauxqs from "./fauxqs.ts";
import { ACCOUNT, openQueues, type QueueDefinition } from "./queue-store.ts";

const BODY_LIMIT_BYTES = 2 << 20;
const TARGET = "AmazonSQS.";

export interface SqsOptions {
  dir: string;
  port?: number;
  region?: string;
  queues: readonly QueueDefinition[];
}

export interface Sqs {
  /** For AWS_ENDPOINT_URL_SQS. */
  endpoint: string;
  port: number;
  /** By name, dead-letter queues included. The port is part of them, so ask again after each start. */
  queueUrls: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

type Body = Record<string, unknown>;
type Action = (body: Body, store: fauxqs.SqsStore) => unknown;

/** Queues are made by deployment, so there is no CreateQueue: what works here needs no right that a function lacks. */
const ACTIONS: Readonly<Record<string, Action>> = {
  SendMessage: fauxqs.sendMessage,
  SendMessageBatch: fauxqs.sendMessageBatch,
  ReceiveMessage: fauxqs.receiveMessage,
  DeleteMessage: fauxqs.deleteMessage,
  DeleteMessageBatch: fauxqs.deleteMessageBatch,
  ChangeMessageVisibility: fauxqs.changeMessageVisibility,
  ChangeMessageVisibilityBatch: fauxqs.changeMessageVisibilityBatch,
  GetQueueAttributes: countedNow,
  PurgeQueue: fauxqs.purgeQueue,
};

/** Standard SQS queues that keep their messages over restarts. */
export async function startSqs({ dir, port = 0, region = "eu-central-1", queues }: SqsOptions): Promise<Sqs> {
  refuseProduction("SQS");
  const { store, close } = openQueues(dir, region, queues);
  const underWay = new Set<Promise<void>>();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const body = await parse(request);
      const result = await run(request, body);
      if (!send(response, 200, result ?? {})) giveBack(store, body, result);
    } catch (error) {
      if (!request.complete) response.setHeader("connection", "close");
      const refusal = asSqsError(error);
      response.setHeader("x-amzn-query-error", refusal.queryErrorHeader);
      send(response, refusal.statusCode, refusal.toJSON());
    }
  }

  async function run(request: IncomingMessage, body: Body): Promise<unknown> {
    const target = String(request.headers["x-amz-target"] ?? "");
    const name = target.startsWith(TARGET) ? target.slice(TARGET.length) : "";
    if (name === "GetQueueUrl") return { QueueUrl: urlOf(String(body.QueueName)) };
    const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
    if (!action) throw new fauxqs.SqsError("InvalidAction", `${target} is not available.`);
    return action(body, store);
  }

  function urlOf(name: string): string {
    if (!store.getQueueByName(name)) throw new fauxqs.QueueDoesNotExistError();
    return `${endpoint}/${ACCOUNT}/${name}`;
  }

  const server = createServer((request, response) => {
    const done = answer(request, response).finally(() => underWay.delete(done));
    underWay.add(done);
  });
  const bound = await listenOnLoopback(server, port).catch((error) => {
    close();
    throw error;
  });
  const endpoint = `http://127.0.0.1:${bound}`;
  const names = queues.flatMap(({ name }) => [name, `${name}-dead`]);
  return {
    endpoint,
    port: bound,
    queueUrls: Object.fromEntries(names.map((name) => [name, urlOf(name)])),
    async stop() {
      await closeServer(server);
      store.shutdown();
      await Promise.all(underWay);
      close();
    },
  };
}

/** Where nobody receives, as from the dead, what was held or delayed for a time would be counted so for ever. */
function countedNow(body: Body, store: fauxqs.SqsStore): unknown {
  store.getQueue(String(body.QueueUrl))?.processTimers();
  return fauxqs.getQueueAttributes(body, store);
}

const Received = z.object({ Messages: z.array(z.object({ ReceiptHandle: z.string() })) });

/** A long poll whose caller has gone would hide its messages until the visibility timeout. */
function giveBack(store: fauxqs.SqsStore, body: Body, result: unknown): void {
  const received = Received.safeParse(result);
  if (!received.success) return;
  const queue = store.getQueue(String(body.QueueUrl));
  for (const { ReceiptHandle } of received.data.Messages) queue?.changeVisibility(ReceiptHandle, 0);
}

async function parse(request: IncomingMessage): Promise<Body> {
  // Any web page may post to loopback; only a browser sends an origin.
  if (request.headers.origin !== undefined) {
    throw new fauxqs.SqsError("AccessDenied", "Web pages may not use queues.", 403);
  }
  const body = await readBody(request, BODY_LIMIT_BYTES);
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(body.toString()));
  } catch {
    throw new fauxqs.SqsError("SerializationException", "The body is not a JSON object.");
  }
}

function asSqsError(error: unknown): fauxqs.SqsError {
  if (error instanceof fauxqs.SqsError) return error;
  if (error instanceof BodyTooLarge) return new fauxqs.SqsError("InvalidParameterValue", error.message);
  return new fauxqs.SqsError("InternalError", error instanceof Error ? error.message : String(error), 500, false);
}

/** False when the caller is gone. */
function send(response: ServerResponse, status: number, body: unknown): boolean {
  if (response.destroyed) return false;
  const text = Buffer.from(JSON.stringify(body));
  const headers = {
    "content-type": "application/x-amz-json-1.0",
    "content-length": text.length,
    "x-amzn-requestid": randomUUID(),
  };
  response.writeHead(status, headers).end(text);
  return true;
}
