import type { Context, Hono } from "hono";
import type { NewSession, PendingSignIn, RenewedSession } from "#core/identity/index.ts";
import { type Actor, authorize } from "#core/kernel/actor.ts";
import { DomainError } from "#core/kernel/errors.ts";
import { idempotentRequest, once } from "#core/kernel/idempotency.ts";
import type { Ctx } from "#core/kernel/operation.ts";
import { type Arrival, attemptSeconds, type Departure } from "#core/sso/index.ts";
import { callerAddress, networkOf } from "./caller.ts";
import { type Settle, takeFor } from "./limits.ts";
import { keepsAnswer, type Route, type RouteKey } from "./route.ts";
import type { SessionCookie } from "./session-cookie.ts";

export type Env = { Variables: { ctx: Ctx } };

/** Path, query and body become one input; the operation itself parses it and checks who is asking. */
export function mount(app: Hono<Env>, key: RouteKey, route: Route, cookie: SessionCookie): void {
  const [method, path] = key.split(" ") as [string, string];
  const params = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  app.on(method, path.replaceAll(/\{(\w+)\}/g, ":$1"), async (c) => {
    if (route.door !== undefined && c.get("ctx").actor.type === "key") throw notForKeys();
    const ctx = route.door === "outside" ? asNobody(c.get("ctx")) : c.get("ctx");
    const sent = method === "GET" ? c.req.query() : await bodyOf(c);
    const input: Record<string, unknown> = {
      ...sent,
      ...Object.fromEntries(params.map((name) => [name, c.req.param(name)])),
    };
    demandText(input);
    const settle = await takeFor(ctx, method, route, networkOf(callerAddress(c.req.raw.headers)), input);
    if (route.door === "ends") return endSession(c, ctx, route, cookie);
    if (route.door === "begins") return beginSession(c, ctx, route, cookie, input, settle);
    if (route.door === "renews") return renewSession(c, ctx, route, cookie, input);
    if (route.door === "leaves") return leave(c, ctx, route, cookie, input);
    if (route.door === "returns") return comeBack(c, ctx, route, cookie, input);
    if (route.door === "recognises") return recognise(c, ctx, route, cookie, input);

    const run = async () => ({ status: route.status, body: shown(route, await route.operation(ctx, input)) });
    // Who may not do this may not learn what it once answered either.
    authorize(ctx.actor, route.operation.allow);
    const idempotencyKey = keepsAnswer(method, route) ? c.req.header("idempotency-key") : undefined;
    if (idempotencyKey === undefined) {
      const { status, body } = await run();
      return c.json(body as object, status as 200);
    }
    const request = idempotentRequest(`${whoRepeats(ctx.actor, route)} ${key}`, idempotencyKey, input);
    const { status, body, replayed } = await once(ctx.db, request, ctx.now, run);
    if (replayed) c.header("idempotent-replayed", "true");
    return c.json(body as object, status as 200);
  });
}

const notForKeys = () => new DomainError("forbidden", "auth.forbidden", "An API key cannot do that: it is for people.");

async function bodyOf(c: Context): Promise<Record<string, unknown>> {
  const text = await c.req.text();
  if (text === "") return {};
  if (!/^application\/json\b/i.test(c.req.header("content-type") ?? "")) throw notJson();
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === "object" && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  } catch (error) {
    throw notJson(error);
  }
  throw notJson();
}

const notJson = (cause?: unknown) =>
  new DomainError("invalid", "input.not_json", "Send one JSON object, as application/json.", { cause });

/** No input of ours is nested deeper than this. */
const depthMax = 20;

/** Postgres stores no NUL and no half of a surrogate pair, and nobody types one. */
function demandText(value: unknown, path: readonly string[] = []): void {
  if (path.length > depthMax) throw unusable([], "This is nested too deeply.");
  if (typeof value === "string" && (value.includes("\0") || !value.isWellFormed())) {
    throw unusable(path, "This holds a character that cannot be stored.");
  }
  if (typeof value !== "object" || value === null) return;
  for (const [name, inner] of Object.entries(value)) demandText(inner, [...path, name]);
}

const unusable = (path: readonly string[], message: string) =>
  new DomainError("invalid", "input.invalid", "Some of what you entered cannot be used.", {
    fields: [{ path: path.join("."), message }],
  });

/** An output that does not fit its own schema is a fault of ours, never the caller's. */
function shown({ operation, output }: Route, value: unknown): unknown {
  const parsed = output.safeParse(value);
  if (!parsed.success) throw new Error(`${operation.name} answered with another shape`, { cause: parsed.error });
  return parsed.data;
}

const asNobody = (ctx: Ctx): Ctx => ({ ...ctx, actor: { type: "anonymous" } });

type Input = Record<string, unknown>;

async function beginSession(c: Context, ctx: Ctx, route: Route, cookie: SessionCookie, input: Input, settle: Settle) {
  const answer = await route.operation(asNobody(ctx), input).catch(async (error: unknown) => {
    await settle.wrong(error);
    throw error;
  });
  await settle.right();
  const begun = answer as NewSession | PendingSignIn<object>;
  if ("pending" in begun) {
    cookie.setPending(c, begun.pending);
    return c.json(shown(route, begun.shown) as object, route.status as 200);
  }
  cookie.set(c, begun);
  return c.json(shown(route, begun.session) as object, route.status as 200);
}

async function renewSession(c: Context, ctx: Ctx, route: Route, cookie: SessionCookie, input: Input) {
  cookie.renew(c, (await route.operation(ctx, input)) as RenewedSession);
  return c.json({}, route.status as 200);
}

/** Who may be anybody is served by the platform: who is at the door sees no identity provider. */
const asDoorkeeper = (ctx: Ctx, { operation }: Route): Ctx =>
  operation.allow.system ? { ...ctx, actor: { type: "system", job: "single-sign-on" } } : ctx;

async function leave(c: Context, ctx: Ctx, route: Route, cookie: SessionCookie, input: Input) {
  const { token, url } = (await route.operation(asDoorkeeper(ctx, route), input)) as Departure;
  cookie.setProvider(c, token, attemptSeconds);
  return c.json(shown(route, { url }) as object, 200);
}

async function comeBack(c: Context, ctx: Ctx, route: Route, cookie: SessionCookie, input: Input) {
  const brought = { ...input, token: cookie.readProvider(c) };
  const arrival = (await route.operation(asDoorkeeper(ctx, route), brought)) as Arrival;
  if (arrival.outcome === "signed_in") cookie.set(c, arrival.begun);
  if (arrival.outcome === "second_factor") cookie.setPending(c, arrival.half.pending);
  // Whoever has yet to say that it is them brings it once more.
  if (arrival.outcome === "connect" && brought.token) cookie.setProvider(c, brought.token, attemptSeconds);
  else cookie.clearProvider(c);
  return c.json(shown(route, arrival) as object, 200);
}

async function recognise(c: Context, ctx: Ctx, route: Route, cookie: SessionCookie, input: Input) {
  const { device } = (await route.operation(asNobody(ctx), input)) as Pick<NewSession, "device">;
  cookie.setDevice(c, device);
  return c.json({}, route.status as 200);
}

async function endSession(c: Context, ctx: Ctx, route: Route, cookie: SessionCookie) {
  const token = cookie.read(c);
  if (token !== undefined) await route.operation(asNobody(ctx), { token });
  cookie.clear(c);
  return c.body(null, 204);
}

/** Matters of one's own stay one's own also where they lead to another account. */
const whoRepeats = (actor: Actor, { operation }: Route): string =>
  operation.allow.person && "personId" in actor ? actor.personId : whoIs(actor);

/** Two callers may choose the same idempotency key, and two people of one account may do different things. */
const whoIs = (actor: Actor): string => {
  switch (actor.type) {
    case "member":
    case "acting":
      return `${actor.accountId} ${actor.personId}`;
    case "person":
    case "staff":
      return actor.personId;
    case "key":
      return actor.keyId;
    default:
      return actor.type;
  }
};
