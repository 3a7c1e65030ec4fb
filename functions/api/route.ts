import { z } from "zod";
import { type NewSession, type PendingSignIn, type RenewedSession, Session } from "#core/identity/index.ts";
import type { Operation } from "#core/kernel/operation.ts";
import type { RateLimit } from "#core/kernel/rate-limit.ts";
import type { Secret } from "#core/kernel/secret.ts";
import type { Arrival, Departure } from "#core/sso/index.ts";

export type RouteKey = `${"GET" | "POST" | "DELETE"} /${string}`;

/**
 * A limit, and what it counts by: the network that the caller comes from, who is asking (all people of an account share
 * that), or the person, also one who is signing in and has shown half of what it takes.
 */
export interface RouteLimit {
  limit: RateLimit;
  by: "address" | "caller" | "person";
}

/** How much may be asked of it when it does not say itself: see `limits.ts`. */
export type RouteClass = "reading" | "changing" | "costly" | "door";

/** What a firewall may make of a body: words of people look like attacks, so in a `free` one it only counts. */
export type BodyKind = "free" | "inspected" | "none";

export interface RouteOptions {
  status?: 200 | 201 | 202 | 204;
  limits?: readonly RouteLimit[];
  /** What is tried out here: a password, at the person with the address in this field, or the second factor of a half-done sign-in. */
  guesses?: "email" | "factor";
  /** What one request costs us is more than some rows. */
  costly?: true;
  /** People type anything here: passwords, names, code, markup. */
  body?: "free";
  /** What is sent and answered is not kept, not even as the digest by which a repeated request is known. */
  secret?: true;
  /** Runs as nobody, whoever is signed in on that browser. */
  door?: "outside";
}

/** One route: an operation, what it shows, and what stands before it. Nothing else decides who may call it. */
export interface Route<I extends z.ZodObject = z.ZodObject, O extends z.ZodType = z.ZodType> {
  /** `unknown`: what a session's operation returns is not what is shown. */
  operation: Operation<I, unknown>;
  output: O;
  status: 200 | 201 | 202 | 204;
  limits: readonly RouteLimit[];
  guesses?: "email" | "factor" | undefined;
  costly?: true | undefined;
  body?: "free" | undefined;
  secret?: true | undefined;
  /** Routes of the door run as nobody, whoever calls; some set or clear the cookies of session and browser. */
  door?: "begins" | "ends" | "leaves" | "outside" | "recognises" | "renews" | "returns" | undefined;
}

export const route = <I extends z.ZodObject, O extends z.ZodType>(
  operation: Operation<I, z.output<O>>,
  output: O,
  { status = 200, limits = [], costly, body, secret, door }: RouteOptions = {},
): Route<I, O> => ({ operation, output, status, limits, costly, body, secret, door });

export const beginsSession = <I extends z.ZodObject>(
  operation: Operation<I, NewSession>,
  options: RouteOptions = {},
): Route<I, typeof Session> => opens(operation, Session, options);

/** Where something else may be asked for before a session begins: `asked` is what then is shown. */
export const opens = <I extends z.ZodObject, O extends z.ZodType>(
  operation: Operation<I, NewSession | PendingSignIn<z.output<O>>>,
  output: O,
  { status = 200, limits = [], guesses, body }: RouteOptions = {},
): Route<I, O> => ({ operation, output, status, limits, guesses, body, door: "begins" });

/** The session goes on under another token. */
export const renewsSession = <I extends z.ZodObject>(
  operation: Operation<I, RenewedSession>,
  { limits = [], body }: RouteOptions = {},
): Route<I, z.ZodObject<Record<never, never>>> => ({
  ...{ operation, output: z.object({}), status: 200, limits, body, secret: true },
  door: "renews",
});

/** Leads to an identity provider, and gives the browser what it has to bring back. */
export const leavesForProvider = <I extends z.ZodObject>(
  operation: Operation<I, Departure>,
  { limits = [], body }: RouteOptions = {},
): Route<I, z.ZodObject<{ url: z.ZodString }>> => ({
  ...{ operation, output: z.object({ url: z.string() }), status: 200, limits, body, secret: true },
  door: "leaves",
});

/** Where a browser comes back from an identity provider, with what it was given: a session may begin there. */
export const returnsFromProvider = <I extends z.ZodObject, O extends z.ZodType>(
  operation: Operation<I, Arrival | { outcome: "connected" }>,
  output: O,
  { limits = [], body }: RouteOptions = {},
): Route<I, O> => ({ operation, output, status: 200, limits, body, secret: true, door: "returns" });

/** What the person has shown makes the browser one of theirs; it signs nobody in. */
export const recognisesBrowser = <I extends z.ZodObject>(
  operation: Operation<I, { device: Secret<string> }>,
  { status = 200, limits = [], body, secret }: RouteOptions = {},
): Route<I, z.ZodObject<Record<never, never>>> => ({
  ...{ operation, output: z.object({}), status, limits, body, secret },
  door: "recognises",
});

export const endsSession = <I extends z.ZodObject, O extends z.ZodType>(
  operation: Operation<I, z.output<O>>,
  output: O,
): Route<I, O> => ({ operation, output, status: 204, limits: [], door: "ends" });

/** Whether an idempotency key makes a route answer again: not at the door, where nobody is known, and not with secrets. */
export const keepsAnswer = (method: string, { secret, door }: Pick<Route, "secret" | "door">): boolean =>
  method !== "GET" && !secret && door === undefined;
