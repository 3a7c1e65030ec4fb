import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { BodyTooLarge, closeServer, listenOnLoopback, readBody } from "../platform/loopback-server.ts";
import { refuseProduction } from "../platform/refuse-production.ts";
import { InvocationError } from "./invocation-error.ts";
import type { LambdaFunction } from "./lambda-function.ts";

export interface InvokeApi {
  /** For AWS_ENDPOINT_URL_LAMBDA. */
  endpoint: string;
  mount(functions: ReadonlyMap<string, Pick<LambdaFunction, "invoke">>): void;
  stop(): Promise<void>;
}

const payloadLimitBytes = 6 * 1024 * 1024;
const invocationPath = /^\/2015-03-31\/functions\/([\w-]+)\/invocations$/;

/** Lambda's Invoke, synchronous, for functions that call functions. */
export async function startInvokeApi(port = 0): Promise<InvokeApi> {
  refuseProduction("Lambda API");
  const mounted = Promise.withResolvers<ReadonlyMap<string, Pick<LambdaFunction, "invoke">>>();
  const server = createServer((request, response) => void answer(request, response));
  const bound = await listenOnLoopback(server, port);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Any web page may post to loopback; only a browser sends an origin.
    if (request.headers.origin !== undefined)
      return refuse(response, 403, "AccessDeniedException", "Not for web pages.");
    const name = request.method === "POST" ? invocationPath.exec(request.url ?? "")?.[1] : undefined;
    const target = name === undefined ? undefined : (await mounted.promise).get(name);
    if (!target) return refuse(response, 404, "ResourceNotFoundException", `Function not found: ${name}`);
    try {
      const payload = (await readBody(request, payloadLimitBytes)).toString("utf8");
      send(response, 200, await target.invoke(JSON.parse(payload || "null")), { "x-amz-executed-version": "$LATEST" });
    } catch (error) {
      failed(response, error);
    }
  }

  return {
    endpoint: `http://127.0.0.1:${bound}`,
    mount: mounted.resolve,
    stop: () => closeServer(server),
  };
}

function failed(response: ServerResponse, error: unknown): void {
  const errorMessage = error instanceof Error ? error.message : String(error);
  if (error instanceof BodyTooLarge) refuse(response, 413, "RequestTooLargeException", errorMessage);
  else if (error instanceof SyntaxError) refuse(response, 400, "InvalidRequestContentException", errorMessage);
  else {
    const errorType = error instanceof InvocationError ? error.failure : "Error";
    send(response, 200, { errorType, errorMessage }, { "x-amz-function-error": "Unhandled" });
  }
}

function refuse(response: ServerResponse, statusCode: number, type: string, message: string): void {
  send(response, statusCode, { Type: "User", Message: message }, { "x-amzn-errortype": type });
}

function send(response: ServerResponse, statusCode: number, body: unknown, headers: Record<string, string>): void {
  const text = Buffer.from(JSON.stringify(body) ?? "null");
  response.writeHead(statusCode, { ...headers, "content-type": "application/json", "content-length": text.length });
  response.end(text);
}
