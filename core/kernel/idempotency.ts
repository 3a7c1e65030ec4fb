import { createHash } from "node:crypto";
import { and, eq, isNull, lte, sql } from "drizzle-orm";
import type { Db, Tx } from "./db.ts";
import { DomainError } from "./errors.ts";
import { idempotency } from "./idempotency.sql.ts";

const KEPT_SECONDS = 24 * 60 * 60;
/** Longer than any function that answers a request may run. */
const LOCK_SECONDS = 60;

export interface IdempotentRequest {
  /** Who asks and for what, such as `acc_… POST /orders`. */
  readonly scope: string;
  /** Chosen by the caller. */
  readonly key: string;
  readonly hash: Buffer;
}

export interface StoredResponse {
  readonly status: number;
  /** JSON. Must not hold secrets. */
  readonly body: unknown;
}

export type Claim =
  | { readonly state: "won"; readonly attempt: number }
  | { readonly state: "done"; readonly response: StoredResponse };

export function idempotentRequest(scope: string, key: string, body: unknown): IdempotentRequest {
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new DomainError(
      "invalid",
      "idempotency.key_invalid",
      "An idempotency key has 1 to 255 visible ASCII characters.",
    );
  }
  return {
    scope,
    key,
    hash: createHash("sha256")
      .update(JSON.stringify(body) ?? "")
      .digest(),
  };
}

/**
 * Runs once per key and answers every repetition with the first response. A failure releases the key, so that a
 * repetition tries again. As the platform.
 */
export async function once(
  db: Db,
  request: IdempotentRequest,
  now: () => Date,
  run: () => Promise<StoredResponse>,
): Promise<StoredResponse & { readonly replayed: boolean }> {
  const claimed = await db.transaction({ role: "platform" }, (tx) => claim(tx, request, now()));
  if (claimed.state === "done") return { ...claimed.response, replayed: true };
  try {
    const response = await run();
    await db.transaction({ role: "platform" }, (tx) => settle(tx, request, claimed.attempt, response));
    return { ...response, replayed: false };
  } catch (error) {
    await db.transaction({ role: "platform" }, (tx) => release(tx, request, claimed.attempt));
    throw error;
  }
}

/** One caller wins; the others get its response, or a conflict while there is none. */
export async function claim(tx: Tx, { scope, key, hash }: IdempotentRequest, now: Date): Promise<Claim> {
  const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
  const fresh = { requestHash: hash, lockedUntil: after(LOCK_SECONDS), expiresAt: after(KEPT_SECONDS) };
  const abandoned = and(
    isNull(idempotency.status),
    lte(idempotency.lockedUntil, now),
    eq(idempotency.requestHash, hash),
  );
  const [won] = await tx
    .insert(idempotency)
    .values({ scope, key, attempt: 1, ...fresh })
    .onConflictDoUpdate({
      target: [idempotency.scope, idempotency.key],
      set: { ...fresh, attempt: sql`${idempotency.attempt} + 1`, status: null, body: null },
      setWhere: sql`${lte(idempotency.expiresAt, now)} or (${abandoned})`,
    })
    .returning({ attempt: idempotency.attempt });
  if (won) return { state: "won", attempt: won.attempt };

  const [held] = await tx
    .select()
    .from(idempotency)
    .where(and(eq(idempotency.scope, scope), eq(idempotency.key, key)));
  if (held && !held.requestHash.equals(hash)) throw mismatch();
  if (!held || held.status === null) throw inProgress();
  return { state: "done", response: { status: held.status, body: held.body } };
}

/** Stores the response, unless the lock ran out and somebody else has won since. */
export async function settle(
  tx: Tx,
  request: IdempotentRequest,
  attempt: number,
  { status, body }: StoredResponse,
): Promise<void> {
  await tx.update(idempotency).set({ status, body }).where(heldBy(request, attempt));
}

/** Gives the key up after a failure. */
export async function release(tx: Tx, request: IdempotentRequest, attempt: number): Promise<void> {
  await tx
    .update(idempotency)
    .set({ lockedUntil: new Date(0) })
    .where(heldBy(request, attempt));
}

/** Forgets what has expired. As the platform. */
export async function sweepIdempotency(tx: Tx, now: Date): Promise<void> {
  await tx.delete(idempotency).where(lte(idempotency.expiresAt, now));
}

const heldBy = ({ scope, key }: IdempotentRequest, attempt: number) =>
  and(
    eq(idempotency.scope, scope),
    eq(idempotency.key, key),
    eq(idempotency.attempt, attempt),
    isNull(idempotency.status),
  );

const mismatch = () =>
  new DomainError("conflict", "idempotency.mismatch", "This idempotency key was used for a different request.");

const inProgress = () =>
  new DomainError("conflict", "idempotency.in_progress", "The same request is still being worked on.", {
    retryAfterSeconds: 1,
  });
