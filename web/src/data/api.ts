import type { z } from "zod";
import type { Api } from "#functions/api/routes/index.ts";
import { explained } from "./explained.ts";

/** An id comes from an address or an answer as plain text; the API checks it. */
type FromText<Value> = Value extends `${string}_${string}` ? string : Value;

/** What a value is after its way through JSON. */
type Json<Value> = Value extends Date
  ? string
  : Value extends string
    ? Value
    : Value extends (infer Item)[]
      ? Json<Item>[]
      : Value extends object
        ? { [Key in keyof Value]: Json<Value[Key]> }
        : Value;

type Parsed<Key extends keyof Api> = z.input<Api[Key]["operation"]["input"]>;
/** The token of the session is not among it: that travels in its cookie. */
export type Input<Key extends keyof Api> = {
  [Name in keyof Parsed<Key> as Exclude<Name, "token">]: FromText<Parsed<Key>[Name]>;
};
export type Output<Key extends keyof Api> = Json<z.output<Api[Key]["output"]>>;

type Problem = {
  code: string;
  message: string;
  requestId?: string;
  fields?: { path: string; message: string }[];
  retryAfterSeconds?: number;
};

/** A refusal from the API, written for the person looking at the screen. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | undefined;
  readonly fields: readonly { path: string; message: string }[];
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, problem: Problem) {
    super(problem.message);
    this.name = "ApiError";
    this.status = status;
    this.code = problem.code;
    this.requestId = problem.requestId;
    this.fields = problem.fields ?? [];
    this.retryAfterSeconds = problem.retryAfterSeconds;
  }
}

/** What the API says of one field. */
export function refusedAt(failure: Error | undefined, field: string): string | undefined {
  return failure instanceof ApiError ? failure.fields.find(({ path }) => path === field)?.message : undefined;
}

/** No answer came: nobody knows whether the request arrived. */
export class ConnectionError extends Error {
  constructor(cause: unknown) {
    super("Rookery can’t be reached. Check your connection; what you entered is still here.", { cause });
    this.name = "ConnectionError";
  }
}

/** No answer came in time: it may still take effect. */
export class TimeoutError extends Error {
  constructor() {
    super("This is taking longer than it should. It may still go through; try again in a moment.");
    this.name = "TimeoutError";
  }
}

/** Above the 29 s after which the gateway itself gives up. */
const timeoutMs = 32_000;

let signedOut: () => void = () => {};

/** What to do when the API says that the session has ended. */
export function onSignedOut(listener: () => void): void {
  signedOut = listener;
}

let renewals = 0;
let renewal: Promise<unknown> = Promise.resolve();

/** While the session gets another token, requests that went out with the one before are refused, and asked again. */
export async function renewing<Answer>(answer: Promise<Answer>): Promise<Answer> {
  renewal = answer.then(
    () => {
      renewals += 1;
    },
    () => {},
  );
  await renewal;
  return answer;
}

/** Whether the API has decided; if not, the same idempotency key must be sent again. */
export function isAnswer(error: unknown): boolean {
  return error instanceof ApiError && error.status < 500;
}

/** Calls a route of the API: `{name}` in its path is taken from `input`, the rest is the query or the body. */
export async function call<Key extends keyof Api>(
  key: Key,
  input: Input<Key>,
  options: { idempotencyKey?: string } = {},
): Promise<Output<Key>> {
  const [method = "GET", template = "/"] = key.split(" ");
  const rest: Record<string, unknown> = { ...input };
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(rest[name]);
    delete rest[name];
    return encodeURIComponent(value);
  });
  const url = new URL(`/api${path}`, location.origin);
  const headers: Record<string, string> = {};
  let body: string | null = null;
  if (method === "GET") {
    for (const [name, value] of Object.entries(rest))
      if (value !== undefined) url.searchParams.set(name, String(value));
  } else {
    headers["content-type"] = "application/json";
    headers["idempotency-key"] = options.idempotencyKey ?? crypto.randomUUID();
    body = JSON.stringify(rest);
  }
  const before = renewals;
  const response = await reach(url, { method, headers, body, signal: AbortSignal.timeout(timeoutMs) });
  if (response.status === 204) return undefined as Output<Key>;
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return (await explained(answer)) as Output<Key>;
  const error = new ApiError(response.status, await explained(problemOf(response, answer)));
  if (error.code !== "auth.required") throw error;
  await renewal;
  if (renewals > before) return call(key, input, options);
  if (key !== "GET /session") signedOut();
  throw error;
}

async function reach(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, credentials: "same-origin" });
  } catch (error) {
    if (error instanceof DOMException && error.name === "TimeoutError") throw new TimeoutError();
    throw new ConnectionError(error);
  }
}

/** Something in front of the API may answer in its place, with a page and not with JSON. */
function problemOf(response: Response, answer: unknown): Problem {
  if (typeof answer === "object" && answer !== null && "code" in answer && "message" in answer)
    return answer as Problem;
  return {
    code: "unexpected",
    message: `Rookery answered with ${response.status} and no explanation. Try again in a moment.`,
  };
}
