import { and, eq, inArray, isNotNull, isNull, ne, type SQL, sql } from "drizzle-orm";
import { dataKey } from "./data-key.sql.ts";
import type { Tx } from "./db.ts";
import { decrypt, encrypt, type Random, randomBytes, UnsealError } from "./envelope.ts";
import { type Id, newId } from "./id.ts";
import { KeyCache } from "./key-cache.ts";
import type { KeyProtection } from "./key-protection.ts";
import { WrappingKeys } from "./wrapping-key.ts";

/** Whose data it is: erasing the scope's keys erases everything sealed for it. */
export type KeyScope =
  | { readonly kind: "person"; readonly id: Id<"person"> }
  | { readonly kind: "account"; readonly id: Id<"account"> }
  | { readonly kind: "platform" };

/** What `seal` and `open` need. `run` is synchronous so that the key cannot be zeroed under it. */
export interface Keys {
  withNewest<T>(scope: KeyScope, run: (key: Uint8Array, id: Id<"dataKey">) => T): Promise<T>;
  withKey<T>(id: Id<"dataKey">, scope: KeyScope, run: (key: Uint8Array) => T): Promise<T>;
  /** Brings the keys of a list into the cache with one statement. */
  preload(ids: readonly Id<"dataKey">[]): Promise<void>;
}

export interface KeyRingOptions {
  readonly protection: KeyProtection;
  readonly now: () => Date;
  readonly random?: Random;
  readonly capacity?: number;
  readonly maxAgeSeconds?: number;
}

export const scopeIdOf = (scope: KeyScope): string => (scope.kind === "platform" ? "platform" : scope.id);
const labelOf = (scope: KeyScope): string => `${scope.kind}:${scopeIdOf(scope)}`;
const rawId = (id: Id<"dataKey">): string => id.slice("dky_".length);

type KeyRow = typeof dataKey.$inferSelect;

/** One per process. Holds unwrapped keys for at most five minutes; reads and writes rows only as the transaction it is given. */
export class KeyRing {
  readonly #cache: KeyCache<string>;
  readonly #wrapping: WrappingKeys;
  readonly #now: () => Date;
  readonly #random: Random;

  constructor({ protection, now, random = randomBytes, capacity = 500, maxAgeSeconds = 300 }: KeyRingOptions) {
    this.#cache = new KeyCache({ capacity, maxAgeSeconds, now });
    this.#wrapping = new WrappingKeys(protection, { capacity: 8, maxAgeSeconds, now });
    this.#now = now;
    this.#random = random;
  }

  in(tx: Tx): Keys {
    const newest = new Map<string, Id<"dataKey">>();
    return {
      withNewest: async (scope, run) => {
        const label = labelOf(scope);
        const id = newest.get(label) ?? (await this.#newest(tx, scope));
        newest.set(label, id);
        return this.#use(tx, id, scope, (key) => run(key, id));
      },
      withKey: (id, scope, run) => this.#use(tx, id, scope, run),
      preload: (ids) => this.#preload(tx, ids),
    };
  }

  /** Makes the first wrapping key, which members cannot. Done by the first value the platform seals; repeatable. */
  async prepare(tx: Tx): Promise<void> {
    await this.#wrapping.newest(tx);
  }

  /** Seals with a new key from here on. Older values still open until they are sealed again. As the platform. */
  async rotate(tx: Tx, scope: KeyScope): Promise<void> {
    const at = this.#now();
    await this.#newest(tx, scope);
    await tx
      .update(dataKey)
      .set({ retiredAt: at })
      .where(and(ofScope(scope), isNull(dataKey.retiredAt)));
    await this.#create(tx, scope);
  }

  /**
   * Makes everything sealed for a person or account unreadable, for ever; nothing can be sealed for it afterwards.
   * Complete once other processes' caches (five minutes) and the database's backups have expired. As the platform.
   */
  async erase(tx: Tx, scope: Exclude<KeyScope, { kind: "platform" }>): Promise<void> {
    const at = this.#now();
    const erased = await tx
      .update(dataKey)
      .set({ wrapped: null, erasedAt: at, retiredAt: sql`coalesce(${dataKey.retiredAt}, ${at.toISOString()})` })
      .where(and(ofScope(scope), isNull(dataKey.erasedAt)))
      .returning({ id: dataKey.id });
    for (const { id } of erased) this.#cache.delete(id);
  }

  /** Wraps with a new wrapping key from here on; `rewrap` moves what older ones wrapped. As the platform. */
  rotateWrappingKey(tx: Tx): Promise<void> {
    return this.#wrapping.rotate(tx);
  }

  /** Wraps up to `limit` data keys with the newest wrapping key. A job repeats it until none was; damaged ones stay. */
  async rewrap(tx: Tx, limit: number): Promise<{ rewrapped: number; damaged: Id<"dataKey">[] }> {
    const wrappingKeyId = await this.#wrapping.newest(tx);
    const rows = await tx
      .select()
      .from(dataKey)
      .where(and(ne(dataKey.wrappingKeyId, wrappingKeyId), isNotNull(dataKey.wrapped)))
      .limit(limit)
      .for("update", { skipLocked: true });
    const damaged: Id<"dataKey">[] = [];
    for (const row of rows) {
      const key = await this.#unwrap(tx, row).catch(unlessDamaged);
      if (!key) {
        damaged.push(row.id);
        continue;
      }
      const wrapped = await this.#wrap(tx, wrappingKeyId, row, key);
      key.fill(0);
      await tx.update(dataKey).set({ wrapped, wrappingKeyId }).where(eq(dataKey.id, row.id));
    }
    return { rewrapped: rows.length - damaged.length, damaged };
  }

  /** Zeroes every unwrapped key. */
  clear(): void {
    this.#cache.clear();
    this.#wrapping.clear();
  }

  async #use<T>(tx: Tx, id: Id<"dataKey">, scope: KeyScope, run: (key: Uint8Array) => T): Promise<T> {
    const hit = this.#cache.get(id);
    if (hit) {
      if (hit.label !== labelOf(scope)) throw new UnsealError("key_unknown");
      return run(hit.bytes);
    }
    const [row] = await tx
      .select()
      .from(dataKey)
      .where(and(eq(dataKey.id, id), ofScope(scope)));
    if (!row) throw new UnsealError("key_unknown");
    const key = await this.#load(tx, row);
    try {
      return run(key);
    } finally {
      key.fill(0);
    }
  }

  async #preload(tx: Tx, ids: readonly Id<"dataKey">[]): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.#cache.get(id));
    if (missing.length === 0) return;
    const rows = await tx
      .select()
      .from(dataKey)
      .where(and(inArray(dataKey.id, missing), isNull(dataKey.erasedAt)));
    for (const row of rows) (await this.#load(tx, row)).fill(0);
  }

  async #newest(tx: Tx, scope: KeyScope): Promise<Id<"dataKey">> {
    const [row] = await tx
      .select({ id: dataKey.id, erasedAt: dataKey.erasedAt })
      .from(dataKey)
      .where(ofScope(scope))
      .orderBy(sql`${dataKey.retiredAt} is not null`, sql`${dataKey.erasedAt} is null`)
      .limit(1);
    if (row?.erasedAt) throw new UnsealError("key_erased");
    return row?.id ?? this.#create(tx, scope);
  }

  /** Two that do this at once agree on one key: the second waits for the first and takes what it made. */
  async #create(tx: Tx, scope: KeyScope): Promise<Id<"dataKey">> {
    const row = {
      id: newId("dataKey"),
      scope: scope.kind,
      scopeId: scopeIdOf(scope),
      accountId: scope.kind === "account" ? scope.id : null,
      createdAt: this.#now(),
    };
    const wrappingKeyId = await this.#wrapping.newest(tx);
    const key = Buffer.from(this.#random(32));
    const wrapped = await this.#wrap(tx, wrappingKeyId, row, key);
    key.fill(0);
    await tx
      .insert(dataKey)
      .values({ ...row, wrapped, wrappingKeyId })
      .onConflictDoNothing();
    const [live] = await tx
      .select({ id: dataKey.id })
      .from(dataKey)
      .where(and(ofScope(scope), isNull(dataKey.retiredAt)));
    if (!live) throw new UnsealError("key_unknown");
    return live.id;
  }

  #wrap(tx: Tx, wrappingKeyId: Id<"dataKey">, row: Bound, key: Uint8Array): Promise<Buffer> {
    return this.#wrapping.use(tx, wrappingKeyId, (wrapping) =>
      encrypt(wrapping, rawId(wrappingKeyId), boundTo(row), key, this.#random),
    );
  }

  #unwrap(tx: Tx, row: KeyRow): Promise<Buffer> {
    const { wrapped } = row;
    if (!wrapped) throw new UnsealError("key_erased");
    return this.#wrapping.use(tx, row.wrappingKeyId, (wrapping) => decrypt(wrapping, boundTo(row), wrapped));
  }

  async #load(tx: Tx, row: KeyRow): Promise<Buffer> {
    const key = await this.#unwrap(tx, row);
    this.#cache.put(row.id, key, `${row.scope}:${row.scopeId}`);
    return key;
  }
}

const ofScope = (scope: KeyScope): SQL | undefined =>
  and(eq(dataKey.scope, scope.kind), eq(dataKey.scopeId, scopeIdOf(scope)));

function unlessDamaged(error: unknown): undefined {
  if (!(error instanceof UnsealError)) throw error;
}

type Bound = Pick<KeyRow, "id" | "scope" | "scopeId">;
const boundTo = ({ id, scope, scopeId }: Bound): readonly string[] => ["data_key", "wrapped", id, scope, scopeId];
