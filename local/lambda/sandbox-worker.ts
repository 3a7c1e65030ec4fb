import { enableCompileCache } from "node:module";
import { inspect } from "node:util";
import { parentPort, workerData } from "node:worker_threads";
import type { RemoteError, SandboxData, SandboxMessage, SandboxRequest } from "./sandbox-protocol.ts";

type Handler = (event: unknown, context: object) => unknown;

if (!parentPort) throw new Error("This file runs only as a worker thread.");
const port = parentPort;
const settings = workerData as SandboxData;

const send = (message: SandboxMessage) => port.postMessage(message);

function describe(error: unknown): RemoteError {
  const detail = inspect(error, { depth: 6, breakLength: 120 });
  if (!(error instanceof Error)) return { name: "Error", message: String(error), detail };
  return { name: error.name, message: error.message, detail };
}

function contextFor({ requestId, deadline }: SandboxRequest) {
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: false,
    functionName: settings.functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: `arn:aws:lambda:${process.env.AWS_REGION}:000000000000:function:${settings.functionName}`,
    memoryLimitInMB: String(settings.memoryMb),
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

async function run(handler: Handler, request: SandboxRequest) {
  const { requestId } = request;
  try {
    const result = JSON.stringify(await handler(JSON.parse(request.event), contextFor(request))) ?? "null";
    send({ type: "result", requestId, result });
  } catch (error) {
    send({ type: "error", requestId, error: describe(error) });
  }
}

process.on("uncaughtException", (error) => {
  send({ type: "crash", error: describe(error) });
  process.exit(129);
});

process.setSourceMapsEnabled(true);
if (settings.compileCache) enableCompileCache(settings.compileCache);
const { handler } = (await import(settings.entry)) as { handler?: Handler };
if (typeof handler !== "function") throw new Error(`${settings.entry} exports no function named handler.`);
port.on("message", (request: SandboxRequest) => void run(handler, request));
send({ type: "ready" });
