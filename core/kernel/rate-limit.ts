import { createHash } from "node:crypto";
import { eq, lte, type SQL, sql } from "drizzle-orm";
import type { Db, RawTx, Tx } from "./db.ts";
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

/** A token of one bucket: `subject` is whom the limit counts. */
export interface Wanted {
  readonly limit: RateLimit;
  readonly subject: string;
}

/**
 * Takes a token of each bucket or none at all. The buckets are those that every function shares. In a transaction of its
 * own: within the operation it guards, a refusal would roll the tokens back.
 */
export async function takeTokens(db: Db, wanted: readonly Wanted[], now: Date): Promise<Taken> {
  if (wanted.length === 0) return { allowed: true };
  try {
    await db.transaction({ role: "platform" }, async (tx) => {
      const waits = (await take(tx, wanted, now, 1)).filter((seconds) => seconds !== null);
      if (waits.length > 0) throw new Refused(Math.max(...waits));
    });
    return { allowed: true };
  } catch (error) {
    if (error instanceof Refused) return { allowed: false, retryAfterSeconds: error.seconds };
    throw error;
  }
}

/** One bucket, within a transaction that takes for nothing else. As the platform. */
export async function takeToken(tx: Tx, limit: RateLimit, subject: string, now: Date, cost = 1): Promise<Taken> {
  if (cost > limit.tokens) throw new RangeError(`${limit.name} can never hold ${cost} tokens`);
  const [wait] = await take(tx, [{ limit, subject }], now, cost);
  return typeof wait === "number" ? { allowed: false, retryAfterSeconds: wait } : { allowed: true };
}

/** Puts the tokens back of what turned out not to be what the limit counts. */
export async function giveBack(db: Db, wanted: readonly Wanted[]): Promise<void> {
  await db.transaction({ role: "platform" }, async (tx) => {
    for (const { limit, subject } of wanted.toSorted(byKey)) {
      const token = sql`${limit.perSeconds / limit.tokens}::float8 * interval '1 second'`;
      await tx
        .update(rateLimit)
        .set({ fullAt: sql`${rateLimit.fullAt} - ${token}` })
        .where(eq(rateLimit.key, keyOf(limit, subject)));
    }
  });
}

class Refused extends Error {
  readonly seconds: number;
  constructor(seconds: number) {
    super("a bucket is empty");
    this.seconds = seconds;
  }
}

/** Of each bucket the seconds to wait for, or null where a token was taken. One statement. */
async function take(tx: Tx, wanted: readonly Wanted[], now: Date, cost: number): Promise<(number | null)[]> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const seconds = (count: SQL) => sql`${count} * interval '1 second'`;
  // In one order everywhere, so that two who take the same buckets never wait for each other in a circle.
  const asked = wanted
    .toSorted(byKey)
    .map(
      ({ limit, subject }) =>
        sql`(${keyOf(limit, subject)}::text, ${(limit.perSeconds * cost) / limit.tokens}::float8, ${limit.perSeconds}::float8)`,
    );
  const result = await (tx as RawTx).execute(sql`
    with asked (key, takes, lasts) as (values ${sql.join(asked, sql`, `)}),
    taken as (
      insert into ${rateLimit} as held (key, full_at)
      select key, ${at} + ${seconds(sql`takes`)} from asked
      on conflict (key) do update set full_at = greatest(held.full_at, ${at}) + (excluded.full_at - ${at})
        where greatest(held.full_at, ${at}) + (excluded.full_at - ${at})
          <= ${at} + ${seconds(sql`(select lasts from asked where asked.key = held.key)`)}
      returning key
    )
    select exists (select from taken where taken.key = asked.key) as allowed,
      extract(epoch from full_at + ${seconds(sql`takes`)} - ${at} - ${seconds(sql`lasts`)})::float8 as wait
    from asked left join ${rateLimit} on rate_limit.key = asked.key`);
  // Every Postgres driver of drizzle's returns `rows`; the type of this port does not say so.
  const { rows } = result as unknown as { rows: readonly { allowed: boolean; wait: number | null }[] };
  return rows.map(({ allowed, wait }) => (allowed ? null : Math.max(1, Math.ceil(wait ?? 0))));
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

const byKey = (one: Wanted, other: Wanted): number =>
  keyOf(one.limit, one.subject) < keyOf(other.limit, other.subject) ? -1 : 1;
