import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { BodyTooLarge, closeServer, listenOnLoopback, readBody } from "../platform/loopback-server.ts";
import { refuseProduction } from "../platform/refuse-production.ts";
import { KeyStore } from "./key-store.ts";
import { KmsError, type KmsErrorType } from "./kms-error.ts";
import { operations } from "./operations.ts";

const BODY_LIMIT_BYTES = 64 << 10;
const TARGET = "TrentService.";

export interface KmsOptions {
  dir: string;
  port?: number;
  region?: string;
  /** Made on the first start, each with a key of its own: `alias/rookery-data`. */
  aliases?: readonly string[];
  now?: () => Date;
}

export interface Outage {
  operation: string;
  errorType: KmsErrorType;
  times: number;
}

export interface Kms {
  /** For AWS_ENDPOINT_URL_KMS. */
  endpoint: string;
  port: number;
  /** How often each operation was asked for. */
  calls: ReadonlyMap<string, number>;
  /** The next `times` calls of the operation fail and do nothing. */
  fail(next: Outage): void;
  stop(): Promise<void>;
}

/** AWS KMS with symmetric keys. It checks neither signatures nor key policies, so it is for this machine alone. */
export async function startKms({
  dir,
  port = 0,
  region = "eu-central-1",
  aliases = [],
  now,
}: KmsOptions): Promise<Kms> {
  refuseProduction("KMS");
  const clock = now ?? (() => new Date());
  const store = new KeyStore(dir, region, clock);
  const existing = new Set(store.aliases().map(([name]) => name));
  for (const alias of aliases) if (!existing.has(alias)) store.setAlias(alias, store.create(alias));

  const calls = new Map<string, number>();
  const outages: Outage[] = [];

  async function run(request: IncomingMessage): Promise<object> {
    const target = String(request.headers["x-amz-target"] ?? "");
    const name = target.startsWith(TARGET) ? target.slice(TARGET.length) : "";
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (request.method !== "POST" || !operation)
      throw new KmsError("UnknownOperationException", `${target} is unknown.`);
    if (!request.headers.authorization?.startsWith("AWS4-HMAC-SHA256 ")) {
      throw new KmsError("MissingAuthenticationTokenException", "Missing Authentication Token");
    }
    const body = parseJson(await readBody(request, BODY_LIMIT_BYTES));
    calls.set(name, (calls.get(name) ?? 0) + 1);
    const outage = outages.find((one) => one.operation === name && one.times > 0);
    if (outage) {
      outage.times -= 1;
      throw new KmsError(outage.errorType, "A failure that was asked for.");
    }
    return operation(store, body, clock());
  }

  const server = createServer(async (request, response) => {
    // Any web page may post to loopback; only a browser sends an origin.
    if (request.headers.origin !== undefined) {
      send(response, 403, { __type: "AccessDeniedException", message: "Web pages may not use keys." });
      return;
    }
    try {
      send(response, 200, await run(request));
    } catch (error) {
      if (!request.complete) response.setHeader("connection", "close");
      const { status, type, message } = asKmsError(error);
      send(response, status, { __type: type, message });
    }
  });
  const bound = await listenOnLoopback(server, port);
  return {
    endpoint: `http://127.0.0.1:${bound}`,
    port: bound,
    calls,
    fail: (next) => void outages.push({ ...next }),
    stop: () => closeServer(server),
  };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new KmsError("SerializationException", "The body is not JSON.");
  }
}

function asKmsError(error: unknown): KmsError {
  if (error instanceof KmsError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new KmsError(error instanceof BodyTooLarge ? "ValidationException" : "KMSInternalException", message);
}

function send(response: ServerResponse, status: number, body: object): void {
  const text = Buffer.from(JSON.stringify(body));
  const headers = {
    "content-type": "application/x-amz-json-1.1",
    "content-length": text.length,
    "x-amzn-requestid": randomUUID(),
  };
  response.writeHead(status, headers).end(text);
}
