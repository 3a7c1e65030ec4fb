import { createHash } from "node:crypto";
import { lte, sql } from "drizzle-orm";
import type { RawTx, Tx } from "./db.ts";
import { DomainError } from "./errors.ts";
import { rateLimit } from "./rate-limit.sql.ts";

/** A bucket of `tokens` that refills evenly within `perSeconds`. */
export interface RateLimit {
  /** Part of the stored key: two limits with one name share their buckets. */
  readonly name: string;
  readonly tokens: number;
  readonly perSeconds: number;
}

export type Taken = { readonly allowed: true } | { readonly allowed: false; readonly retryAfterSeconds: number };

/**
 * Takes from the bucket that every function shares, in one statement. As the platform, and in a transaction of its own:
 * within the operation it guards, a refusal would roll the token back.
 */
export async function takeToken(tx: Tx, limit: RateLimit, subject: string, now: Date, cost = 1): Promise<Taken> {
  const { tokens, perSeconds } = limit;
  if (cost > tokens) throw new RangeError(`${limit.name} can never hold ${cost} tokens`);
  const key = keyOf(limit, subject);
  const at = sql`${now.toISOString()}::timestamptz`;
  const takes = sql`${(perSeconds * cost) / tokens}::float8 * interval '1 second'`;
  const latest = sql`${at} + ${perSeconds}::float8 * interval '1 second'`;
  const result = await (tx as RawTx).execute(sql`
    with taken as (
      insert into ${rateLimit} as held (key, full_at) values (${key}, ${at} + ${takes})
      on conflict (key) do update set full_at = greatest(held.full_at, ${at}) + ${takes}
        where greatest(held.full_at, ${at}) + ${takes} <= ${latest}
      returning 1
    )
    select exists (select from taken) as allowed,
      (select extract(epoch from full_at + ${takes} - (${latest}))::float8 from ${rateLimit} where key = ${key}) as wait`);
  // Every Postgres driver of drizzle's returns `rows`; the type of this port does not say so.
  const [row] = (result as unknown as { rows: readonly { allowed: boolean; wait: number | null }[] }).rows;
  if (row?.allowed) return { allowed: true };
  return { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil(row?.wait ?? 0)) };
}

/** The refusal of a limited request. */
export const limited = (retryAfterSeconds: number) =>
  new DomainError("limited", "rate.limited", "Too many attempts. Wait a moment and try again.", { retryAfterSeconds });

/** Forgets buckets that are full again, which changes no answer. As the platform. */
export async function sweepRateLimits(tx: Tx, now: Date): Promise<void> {
  await tx.delete(rateLimit).where(lte(rateLimit.fullAt, now));
}

/** Addresses are not stored in clear; names are, for whoever looks at the table. */
const keyOf = ({ name }: RateLimit, subject: string): string =>
  `${name}:${createHash("sha256").update(`${name}\0${subject}`).digest("base64url")}`;
