import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { z } from "zod";
import { BodyTooLarge, readBody } from "../platform/loopback-server.ts";
import type { Journal } from "../stand-in/journal.ts";
import { no, notThere, Refusal, yes } from "./answer.ts";
import { contactOperations } from "./contact.ts";
import { domainOperations } from "./domain.ts";
import type { Failure, Failures } from "./failure.ts";
import { jobOperations, settle } from "./job.ts";
import { type Operation, operation, type Work } from "./operation.ts";
import { pollOperations } from "./poll.ts";
import { priceOperations } from "./price.ts";
import { letIn, loginOperation, type Sessions, sessionHeader } from "./session.ts";
import { studioOperations } from "./studio.ts";
import type { Tables } from "./tables.ts";
import { settleTransfersOut, transferOutOperations } from "./transfer-out.ts";
import { zoneOperations } from "./zone.ts";

const largestBody = 4 * 1024 * 1024;

export const operations: readonly Operation[] = [
  operation("GET /hello", undefined, () => ({})),
  loginOperation,
  ...zoneOperations,
  ...studioOperations,
  ...priceOperations,
  ...contactOperations,
  ...domainOperations,
  ...jobOperations,
  ...pollOperations,
  ...transferOutOperations,
];

const routes = operations.map((one) => ({
  one,
  pattern: new RegExp(`^${one.path.replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`),
}));

export interface ServerParts {
  context: number;
  sessions: Sessions;
  journal: Journal<Tables>;
  failures: Failures;
  callsPerSecond: number;
  jobSeconds: number;
  /** To be called after anything that may have changed a zone, before the answer goes out. */
  changed: () => Promise<void>;
  log: (line: string) => void;
}

/** The API, as strict about what it is sent as the specification is. */
export function answerCalls(parts: ServerParts): RequestListener {
  const recent: number[] = [];
  const tooMany = () => {
    const now = performance.now();
    while (recent.length > 0 && now - (recent[0] ?? now) >= 1000) recent.shift();
    if (recent.length >= parts.callsPerSecond) return true;
    recent.push(now);
    return false;
  };
  return (request, response) => {
    serve(parts, tooMany, request, response).catch((error: unknown) => {
      if (!(error instanceof BodyTooLarge))
        parts.log(`autodns: ${error instanceof Error ? error.stack : String(error)}`);
      if (response.headersSent) response.destroy();
      else write(response, error instanceof BodyTooLarge ? 413 : 500, {});
    });
  };
}

async function serve(parts: ServerParts, tooMany: () => boolean, request: IncomingMessage, response: ServerResponse) {
  const ctid = [request.headers["x-domainrobot-ctid"]].flat()[0];
  const { method = "GET" } = request;
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  const body = (await readBody(request, largestBody)).toString("utf8");
  try {
    letIn(parts.sessions, parts.context, pathname, request.headers);
    if (tooMany()) return write(response, 429, no(new Refusal("E0429", "More than three calls in a second."), ctid));
    const failure = parts.failures.take(method, pathname);
    if (failure && !("executed" in failure && failure.executed)) return fail(response, failure, ctid);
    const { answered, isOtherwise } = parts.journal.transact(() => {
      const { journal, sessions, jobSeconds } = parts;
      const work = { data: journal.data, now: new Date(), ctid, jobSeconds, sessions };
      const isOtherwise = settle(work);
      settleTransfersOut(work);
      return { isOtherwise, answered: execute(work, method, pathname, body) };
    });
    if (method !== "GET" || isOtherwise) await parts.changed();
    if (failure) return fail(response, failure, ctid);
    if (answered.sessionId !== undefined) response.setHeader(sessionHeader, answered.sessionId);
    write(response, 200, yes(answered, ctid));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    write(response, error.status, no(error, ctid));
  }
}

function execute(work: Work, method: string, pathname: string, text: string) {
  for (const { one, pattern } of routes) {
    const found = one.method === method ? pattern.exec(pathname) : null;
    if (!found) continue;
    const path = Object.fromEntries(Object.entries(found.groups ?? {}).map(([name, part]) => [name, decoded(part)]));
    return one.run(work, path, bodyOf(one, text));
  }
  throw notThere("call", `${method} ${pathname}`);
}

function bodyOf({ body }: Operation, text: string): unknown {
  if (!body) {
    if (text !== "") throw new Refusal("E0101", "This call takes no body.");
    return undefined;
  }
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw new Refusal("E0102", "The body is not JSON.");
  }
  const parsed = body.safeParse(given);
  if (!parsed.success) throw new Refusal("E0103", z.prettifyError(parsed.error));
  return parsed.data;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Refusal("E0104", "The path cannot be read.");
  }
}

function fail(response: ServerResponse, failure: Failure, ctid: string | undefined): void {
  if (failure.kind === "close") response.destroy();
  else if (failure.kind === "refuse") write(response, 400, no(new Refusal(failure.code, "As was asked for."), ctid));
  else write(response, failure.status, {});
}

function write(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
