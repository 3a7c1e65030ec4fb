import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type InvokeApi, startInvokeApi } from "./invoke-api.ts";
import { createFunction, type LambdaFunction } from "./lambda-function.ts";

let api: InvokeApi;
let echo: LambdaFunction;
let client: LambdaClient;

beforeAll(async () => {
  echo = createFunction({
    name: "echo",
    entry: new URL("./test-handlers/echo.ts", import.meta.url),
    timeoutSeconds: 5,
    memoryMb: 64,
    concurrency: 1,
    env: {},
    log: () => {},
  });
  api = await startInvokeApi();
  api.mount(new Map([["echo", echo]]));
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  client = new LambdaClient({ endpoint: api.endpoint, region: "eu-central-1", credentials });
});

afterAll(async () => {
  client.destroy();
  await api.stop();
  await echo.stop();
});

async function invoke(name: string, event: unknown) {
  const answer = await client.send(new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(event) }));
  return { error: answer.FunctionError, payload: JSON.parse(answer.Payload?.transformToString() ?? "null") };
}

test("the unchanged SDK gets what the function returned", async () => {
  expect(await invoke("echo", { text: "hi" })).toMatchObject({ error: undefined, payload: { event: { text: "hi" } } });
});

test("a function that throws is an answer marked as an error", async () => {
  expect(await invoke("echo", { do: "throw" })).toEqual({
    error: "Unhandled",
    payload: { errorType: "threw", errorMessage: "PaymentRefused: no" },
  });
});

test("a function that is not there is an error of the service", async () => {
  await expect(invoke("nobody", {})).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});

test("a web page may not invoke", async () => {
  const url = `${api.endpoint}/2015-03-31/functions/echo/invocations`;
  const response = await fetch(url, { method: "POST", headers: { origin: "https://evil.example" }, body: "{}" });
  expect(response.status).toBe(403);
});
