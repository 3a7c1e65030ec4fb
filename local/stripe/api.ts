import { setTimeout as delay } from "node:timers/promises";
import { API_VERSION } from "./api-version.ts";
import { authenticate } from "./authentication.ts";
import { ApiError, invalid } from "./error.ts";
import { expand } from "./expand.ts";
import type { CallFailure, FailureSwitches } from "./failure.ts";
import { decodeForm } from "./form-body.ts";
import { fingerprintOf, type Idempotency } from "./idempotency.ts";
import { newId } from "./ids.ts";
import { refusal } from "./refusal.ts";
import { route } from "./router.ts";
import type { Store } from "./store.ts";
import type { Work } from "./work.ts";

export interface ApiRequest {
  method: string;
  path: string;
  query: string;
  body: string;
  header(name: string): string | undefined;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** `undefined` when no answer is to be given; `hang` says whether the connection stays open all the same. */
export type Reply = { answer: Answer } | { answer: undefined; hang: boolean };

export interface ApiParts {
  secretKey: string;
  store: Store;
  failures: FailureSwitches;
  idempotency: Idempotency;
  work: (request: { id: string; idempotency_key: string | null }) => Work;
  log: (line: string) => void;
}

export function createApi(parts: ApiParts): (request: ApiRequest) => Promise<Reply> {
  return async (request) => {
    const requestId = newId("req");
    try {
      return await respond(parts, request, requestId);
    } catch (error) {
      return { answer: refuse(parts, error, requestId) };
    }
  };
}

async function respond(parts: ApiParts, request: ApiRequest, requestId: string): Promise<Reply> {
  authenticate(request.header("authorization"), parts.secretKey);
  checkVersion(request.header("stripe-version"));
  const key = request.method === "POST" ? request.header("idempotency-key") : undefined;
  if (key !== undefined && key.length > 255) throw invalid("Idempotency keys can be at most 255 characters long.");
  return parts.idempotency.alone(key, async () => {
    const failure = parts.failures.takeCall(request.method, request.path);
    if (failure?.kind === "slow") await delay(failure.ms);
    if (failure && failure.kind !== "slow" && !failure.executed) return failed(failure, requestId);
    const answer = execute(parts, request, requestId, key);
    return failure && failure.kind !== "slow" ? failed(failure, requestId) : { answer };
  });
}

function checkVersion(version: string | undefined) {
  if (version === undefined || version === API_VERSION) return;
  throw invalid(`Invalid Stripe API version: ${version}. The local payment stand-in serves ${API_VERSION}.`);
}

function execute(parts: ApiParts, request: ApiRequest, requestId: string, key: string | undefined): Answer {
  const fingerprint = fingerprintOf(request.method, request.path, request.body);
  const before = key === undefined ? undefined : parts.idempotency.recall(key, fingerprint);
  if (before) {
    const replayed = { "idempotent-replayed": "true", "original-request": before.requestId };
    return { status: before.status, headers: { ...headers(requestId, key), ...replayed }, body: before.body };
  }
  const { operation, path } = route(request.method, request.path);
  const parsed = operation.params.safeParse(decodeForm(request.method === "POST" ? request.body : request.query), {
    reportInput: true,
  });
  if (!parsed.success) throw refusal(parsed.error);
  return parts.store.transact(() => {
    const work = parts.work({ id: requestId, idempotency_key: key ?? null });
    const result = attempt(() => {
      const { expand: paths = [], ...given } = parsed.data as { expand?: string[] };
      return expand(work, operation.run(work, given, path), paths);
    }, requestId);
    if (key !== undefined) parts.idempotency.keep({ id: key, fingerprint, requestId, ...result });
    return { ...result, headers: headers(requestId, key) };
  });
}

/** A declined payment is an answer to keep; any other refusal leaves no trace. */
function attempt(run: () => object, requestId: string): { status: number; body: string } {
  try {
    return { status: 200, body: JSON.stringify(run(), null, 2) };
  } catch (error) {
    if (!(error instanceof ApiError) || !error.keepsWrites) throw error;
    return { status: error.status, body: JSON.stringify(error.toBody(requestId), null, 2) };
  }
}

const headers = (requestId: string, key?: string): Record<string, string> => ({
  "content-type": "application/json",
  "request-id": requestId,
  "stripe-version": API_VERSION,
  ...(key !== undefined && { "idempotency-key": key }),
});

const switched: Record<number, ApiError> = {
  409: new ApiError(
    409,
    "This object cannot be accessed right now because another API request is currently accessing it.",
    { code: "lock_timeout" },
  ),
  429: new ApiError(429, "Request rate limit exceeded.", { code: "rate_limit", type: "rate_limit_error" }),
};

function failed(failure: Exclude<CallFailure, { kind: "slow" }>, requestId: string): Reply {
  if (failure.kind !== "error") return { answer: undefined, hang: failure.kind === "hang" };
  const error =
    switched[failure.status] ?? new ApiError(failure.status, "An unknown error occurred.", { type: "api_error" });
  return {
    answer: { status: failure.status, headers: headers(requestId), body: JSON.stringify(error.toBody(requestId)) },
  };
}

function refuse(parts: ApiParts, error: unknown, requestId: string): Answer {
  if (error instanceof ApiError) {
    const challenge = error.status === 401 ? { "www-authenticate": 'Bearer realm="Stripe"' } : {};
    return {
      status: error.status,
      headers: { ...headers(requestId), ...challenge },
      body: JSON.stringify(error.toBody(requestId), null, 2),
    };
  }
  parts.log(`stripe: ${requestId} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  const opaque = new ApiError(500, "The local payment stand-in failed; its log says why.", { type: "api_error" });
  return { status: 500, headers: headers(requestId), body: JSON.stringify(opaque.toBody(requestId)) };
}
