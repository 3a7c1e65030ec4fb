import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { ApiError, ConnectionError, call, isAnswer, onSignedOut } from "./api.ts";
import { createRequest } from "./request.ts";

type Seen = { line: string; headers: IncomingMessage["headers"]; body: string };
type Answer = { status: number; body: string } | "hang up";

let server: Server;
const seen: Seen[] = [];
const answers: Answer[] = [];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    seen.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
    const answer = answers.shift() ?? { status: 200, body: "{}" };
    if (answer === "hang up") request.socket.destroy();
    else response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  vi.stubGlobal("location", new URL(`http://127.0.0.1:${port}/orders`));
});
beforeEach(() => {
  seen.length = 0;
  answers.length = 0;
});
afterAll(() => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  return new Promise<void>((resolve) => server.close(() => resolve()));
});

const refusal = (status: number, problem: object): Answer => ({ status, body: JSON.stringify(problem) });

test("names in the path are taken from the input, the rest is the query of a GET", async () => {
  await call("GET /operations/{operationId}/log", { operationId: "opr_1/..", after: 7 });
  expect(seen[0]?.line).toBe("GET /api/operations/opr_1%2F../log?after=7");
  expect(seen[0]?.headers["idempotency-key"]).toBeUndefined();
});

test("what changes something is JSON and carries an idempotency key", async () => {
  await call("POST /orders", { planId: "pln_1", siteName: "mill" });
  expect(seen[0]).toMatchObject({ line: "POST /api/orders", body: '{"planId":"pln_1","siteName":"mill"}' });
  expect(seen[0]?.headers).toMatchObject({ "content-type": "application/json" });
  expect(seen[0]?.headers["idempotency-key"]).toMatch(/^[0-9a-f-]{36}$/);
});

test("a refusal keeps its code, its fields, its reference and how long to wait", async () => {
  const fields = [{ path: "siteName", message: "Taken." }];
  answers.push(
    refusal(429, { code: "rate.limited", message: "Slower.", requestId: "r1", fields, retryAfterSeconds: 9 }),
  );
  const error = await call("GET /plans", {}).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ApiError);
  const expected = {
    status: 429,
    code: "rate.limited",
    message: "Slower.",
    requestId: "r1",
    fields,
    retryAfterSeconds: 9,
  };
  expect(error).toMatchObject(expected);
});

test("an answer that is no JSON is still a refusal with its status", async () => {
  answers.push({ status: 502, body: "<html>Bad gateway</html>" });
  const error = await call("GET /plans", {}).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ status: 502, code: "unexpected" });
  expect(isAnswer(error)).toBe(false);
});

test("no answer at all is an error of its own", async () => {
  answers.push("hang up");
  await expect(call("GET /plans", {})).rejects.toBeInstanceOf(ConnectionError);
});

test("an ended session is told once, to whoever listens; asking who is signed in is no such case", async () => {
  const listener = vi.fn();
  onSignedOut(listener);
  const ended = refusal(401, { code: "auth.required", message: "Sign in.", requestId: "r2" });
  answers.push(ended, ended);
  await expect(call("GET /plans", {})).rejects.toBeInstanceOf(ApiError);
  await expect(call("GET /session", {})).rejects.toBeInstanceOf(ApiError);
  expect(listener).toHaveBeenCalledTimes(1);
});

test("pressing again after a lost connection sends the same idempotency key, after an answer a new one", async () => {
  const key = () => seen.at(-1)?.headers["idempotency-key"];
  const order = createRequest((idempotencyKey) =>
    call("POST /orders", { planId: "p", siteName: "s" }, { idempotencyKey }),
  );
  answers.push("hang up", refusal(500, {}), refusal(409, { code: "hosting.name_taken", message: "Taken." }));
  await order.run();
  const first = key();
  expect(order.failure()).toBeInstanceOf(ConnectionError);
  await order.run();
  expect(key()).toBe(first);
  await order.run();
  expect(key()).toBe(first);
  expect(order.failure()).toMatchObject({ code: "hosting.name_taken" });
  await order.run();
  expect(key()).not.toBe(first);
  expect(order.failure()).toBeUndefined();
});

test("a second press while the first is under way does nothing", async () => {
  const order = createRequest((idempotencyKey) =>
    call("POST /orders", { planId: "p", siteName: "s" }, { idempotencyKey }),
  );
  await Promise.all([order.run(), order.run()]);
  expect(seen).toHaveLength(1);
});
