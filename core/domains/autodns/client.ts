import { setTimeout } from "node:timers/promises";
import { z } from "zod";
import type { CallNotes } from "../../integrations/index.ts";
import { DomainError } from "../../kernel/errors.ts";
import type { Secret } from "../../kernel/secret.ts";
import { AutodnsRefusal, Envelope } from "./answer.ts";
import { sessionBy } from "./session.ts";

export interface AutodnsLogin {
  user: string;
  password: Secret<string>;
  /** 4 is their live system, 1 their demonstration system. */
  context: number;
}

export interface AutodnsOptions {
  login: AutodnsLogin;
  /** With the version, without a slash at its end: `https://api.autodns.com/v1`. */
  url: string;
  /** They refuse calls without one. */
  userAgent: string;
  /** Takes one of the three calls a second that they allow to all of us together, or says how long to wait. */
  takeTurn: () => Promise<{ allowed: true } | { allowed: false; retryAfterSeconds: number }>;
  timeoutMs?: number;
  /** Told of every call that they were asked, and what became of it. */
  notes?: CallNotes;
}

export interface AutodnsCall<T extends z.ZodType> {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Behind the version. What comes from elsewhere is encoded by `segment`. */
  path: string;
  body?: object;
  /** Ours: comes back with whatever the call sets off. The same for every try of one thing. */
  ctid?: string;
  /** What each element of the answer's data is. */
  data: T;
}

export interface AutodnsAnswer<T> {
  /** `accepted` is not done: a job goes on, and the poll queue says what came of it. */
  state: "done" | "accepted";
  data: T[];
  /** How many there are, where a list was asked for. */
  summary: number | undefined;
  stid: string | undefined;
  ctid: string | undefined;
}

export type Autodns = <T extends z.ZodType>(call: AutodnsCall<T>) => Promise<AutodnsAnswer<z.output<T>>>;

const timeoutUsual = 15_000;

/** A part of a path. What would lead elsewhere is nobody's name. */
export function segment(part: string | number): string {
  const text = String(part);
  if (/^\.{0,2}$/.test(text)) throw new RangeError(`"${text}" cannot be part of a path`);
  return encodeURIComponent(text);
}

const unavailable = (cause: unknown, retryAfterSeconds = 5) =>
  new DomainError(
    "unavailable",
    "registry.unavailable",
    "The domain registry cannot be reached. Try again in a moment.",
    {
      cause,
      retryAfterSeconds,
    },
  );

const notLetIn = (why: string) =>
  new DomainError("unavailable", "registry.login", "The domain registry does not let us in. We have been told.", {
    cause: new Error(why),
    retryAfterSeconds: 60,
  });

/** What waits for a turn of ours. They were not asked. */
class OutOfTurn extends Error {}

/** What they have not heard because there was too much of it at once. */
class TooMany extends Error {}
const tooManyPauseMs = 1_000;

/** Whom they do not let in; a session ends by itself when it was not used for a while. */
class NotLetIn extends Error {}

const sessionHeader = "x-domainrobot-sessionid";

/**
 * Calls AutoDNS. Throws `unavailable` (`registry.unavailable`) when it is worth trying again, and `conflict`
 * (`registry.refused`) with an {@link AutodnsRefusal} as its cause when they refused for good.
 */
export function autodns({ login, url, userAgent, takeTurn, timeoutMs = timeoutUsual, notes }: AutodnsOptions): Autodns {
  /** Turns are taken here and calls counted there: one that came too soon is sent again, once. */
  const send = (call: Sent, sessionId?: string): Promise<Answered> =>
    sendNow(call, sessionId).catch(async (error: unknown) => {
      if (!(error instanceof DomainError && error.cause instanceof TooMany)) throw error;
      await setTimeout(tooManyPauseMs);
      return sendNow(call, sessionId);
    });
  const sendNow = async ({ method, path, body, ctid }: Sent, sessionId?: string): Promise<Answered> => {
    const turn = await takeTurn();
    if (!turn.allowed)
      throw unavailable(new OutOfTurn("more calls than they take in a second"), turn.retryAfterSeconds);
    return ask(`${url}${path}`, {
      method,
      headers: {
        ...{ accept: "application/json", "user-agent": userAgent, "x-domainrobot-context": String(login.context) },
        ...(sessionId !== undefined && { [sessionHeader]: sessionId }),
        ...(ctid !== undefined && { "x-domainrobot-ctid": ctid }),
        ...(body && { "content-type": "application/json" }),
      },
      ...(body && { body: JSON.stringify(body) }),
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
  };
  const session = sessionBy(async () => {
    const { user, password, context } = login;
    const body = { user, password: password.reveal(), context };
    const { envelope, sessionId } = await send({ method: "POST", path: "/login", body }).catch((error: unknown) => {
      throw error instanceof NotLetIn ? notLetIn(error.message) : error;
    });
    if (envelope.status.type === "ERROR") throw notLetIn(new AutodnsRefusal(envelope).message);
    if (sessionId === null) throw notLetIn("AutoDNS named no session");
    return sessionId;
  });
  /** Who is not let in has not been heard: the call is sent again with another session, once. */
  const sendInSession = async (call: Sent): Promise<Envelope> => {
    const id = await session.id();
    try {
      return (await send(call, id)).envelope;
    } catch (error) {
      if (!(error instanceof NotLetIn)) throw error;
      session.end(id);
    }
    return (await send(call, await session.id())).envelope;
  };
  return async ({ data, ...call }) => {
    const envelope = await sendInSession(call).catch(async (error: unknown) => {
      const told = error instanceof NotLetIn ? notLetIn(error.message) : error;
      if (!(error instanceof DomainError && error.cause instanceof OutOfTurn)) await notes?.failed(told);
      throw told;
    });
    await notes?.answered();
    if (envelope.status.type === "ERROR")
      throw new DomainError("conflict", "registry.refused", "The domain registry refused this.", {
        cause: new AutodnsRefusal(envelope),
      });
    return {
      state: envelope.status.type === "NOTIFY" ? "accepted" : "done",
      data: z.array(data).parse(envelope.data),
      summary: envelope.object?.summary,
      stid: envelope.stid,
      ctid: envelope.ctid,
    };
  };
}

type Sent = Omit<AutodnsCall<z.ZodType>, "data">;

interface Answered {
  envelope: Envelope;
  /** Named where a session has begun. */
  sessionId: string | null;
}

/** The answer, which counts more than the code of HTTP around it; without one only the latter says what happened. */
async function ask(url: string, init: RequestInit): Promise<Answered> {
  const response = await fetch(url, init).catch((cause: unknown) => {
    throw unavailable(cause);
  });
  const text = await response.text().catch((cause: unknown) => {
    throw unavailable(cause);
  });
  if (response.status === 429) throw unavailable(new TooMany(`AutoDNS answered 429: ${text.slice(0, 500)}`), 1);
  if (response.status >= 500)
    throw unavailable(new Error(`AutoDNS answered ${response.status}: ${text.slice(0, 500)}`), 1);
  if (response.status === 401) throw new NotLetIn(`AutoDNS refused the login: ${text.slice(0, 500)}`);
  const parsed = Envelope.safeParse(json(text));
  if (!parsed.success)
    throw unavailable(
      new Error(`AutoDNS answered ${response.status}, which is not an answer`, { cause: parsed.error }),
    );
  return { envelope: parsed.data, sessionId: response.headers.get(sessionHeader) };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
