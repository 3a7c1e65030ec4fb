import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { jsonService } from "./json-service.ts";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let answers: Answer[] = [];
let seen: IncomingMessage[] = [];
const server = createServer((request, response) => {
  seen.push(request);
  request.resume();
  (answers.shift() ?? ok)(request, response);
});
beforeAll(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
});
afterAll(() => void server.close());
beforeEach(() => {
  answers = [];
  seen = [];
});

const ok: Answer = (_request, response) => void response.end('{"done":true}');
const refusing =
  (status: number, __type: string): Answer =>
  (_request, response) =>
    void response.writeHead(status).end(JSON.stringify({ __type, message: "no" }));
const silent: Answer = () => {};
const cut: Answer = (request) => void request.socket.destroy();

const service = () =>
  jsonService("sqs", {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: "eu-central-1",
    credentials: { accessKeyId: "AKID", secretAccessKey: "hunter2", sessionToken: "token" },
    trace: () => "Root=1-2-3",
  });
const call = (timeoutMs = 5_000) => service().call("SendMessage", { MessageBody: "ä" }, AbortSignal.timeout(timeoutMs));

test("a call says which operation it means, in the service's protocol, and belongs to the trace of its invocation", async () => {
  expect(await call()).toEqual({ done: true });
  expect(seen[0]?.headers).toMatchObject({
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": "AmazonSQS.SendMessage",
    "x-amz-security-token": "token",
    "x-amzn-trace-id": "Root=1-2-3",
  });
});

test.each([
  ["a failure of the service", refusing(500, "InternalFailure")],
  ["too many requests", refusing(400, "com.amazonaws.sqs#ThrottlingException")],
  ["a connection that was lost", cut],
])("%s is survived twice, and then told", async (_name, failing) => {
  answers = [failing, failing];
  expect(await call()).toEqual({ done: true });
  answers = [failing, failing, failing, ok];
  await expect(call()).rejects.toMatchObject({ passes: true });
  expect(seen).toHaveLength(6);
});

test("a refusal is told at once, by AWS's name for it, and shows no credentials", async () => {
  answers = [refusing(400, "com.amazonaws.sqs#QueueDoesNotExist")];
  const refusal = await call().catch((error: unknown) => error);
  expect(refusal).toMatchObject({ name: "QueueDoesNotExist", message: "no", status: 400, passes: false });
  expect(JSON.stringify(refusal)).not.toMatch(/hunter2|token/);
  expect(seen).toHaveLength(1);
});

test("no answer within the time of all attempts together is an error that may pass", async () => {
  answers = [silent, silent];
  const started = performance.now();
  await expect(call(200)).rejects.toMatchObject({ name: "TimeoutError", passes: true });
  expect(performance.now() - started).toBeLessThan(2_000);
});
