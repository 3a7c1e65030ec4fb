import type { z } from "zod";
import { type NewSession, Session } from "#core/identity/index.ts";
import type { Operation } from "#core/kernel/operation.ts";
import type { RateLimit } from "#core/kernel/rate-limit.ts";

export type RouteKey = `${"GET" | "POST" | "DELETE"} /${string}`;

/** A limit, and what it counts by: the caller's address or a field of the input. */
export interface RouteLimit {
  limit: RateLimit;
  by: "address" | "caller" | `input.${string}`;
}

/** What a firewall may make of a body: words of people look like attacks, so in a `free` one it only counts. */
export type BodyKind = "free" | "inspected" | "none";

export interface RouteOptions {
  status?: 200 | 201 | 202 | 204;
  limits?: readonly RouteLimit[];
  /** People type anything here: passwords, names, code, markup. */
  body?: "free";
  /** What is sent is not kept, not even as the digest by which a repeated request is known. */
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
  body?: "free" | undefined;
  secret?: true | undefined;
  /** Routes of the door run as nobody, whoever calls; some set or clear the session's cookie. */
  door?: "begins" | "ends" | "outside" | undefined;
}

export const route = <I extends z.ZodObject, O extends z.ZodType>(
  operation: Operation<I, z.output<O>>,
  output: O,
  { status = 200, limits = [], body, secret, door }: RouteOptions = {},
): Route<I, O> => ({ operation, output, status, limits, body, secret, door });

export const beginsSession = <I extends z.ZodObject>(
  operation: Operation<I, NewSession>,
  { status = 200, limits = [], body }: RouteOptions = {},
): Route<I, typeof Session> => ({ operation, output: Session, status, limits, body, door: "begins" });

export const endsSession = <I extends z.ZodObject, O extends z.ZodType>(
  operation: Operation<I, z.output<O>>,
  output: O,
): Route<I, O> => ({ operation, output, status: 204, limits: [], door: "ends" });
