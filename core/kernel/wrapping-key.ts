import { eq, isNull } from "drizzle-orm";
import { wrappingKey } from "./data-key.sql.ts";
import type { Tx } from "./db.ts";
import { UnsealError } from "./envelope.ts";
import { type Id, newId } from "./id.ts";
import { KeyCache, type KeyCacheOptions } from "./key-cache.ts";
import type { KeyProtection } from "./key-protection.ts";

const contextOf = (id: Id<"dataKey">) => ({ purpose: "rookery wrapping key", key: id });

/** The keys that KMS unwraps: once per process and cache age, however many data keys they then unwrap. */
export class WrappingKeys {
  readonly #protection: KeyProtection;
  readonly #now: () => Date;
  readonly #cache: KeyCache<undefined>;
  readonly #unwrapping = new Map<string, Promise<void>>();

  constructor(protection: KeyProtection, cache: KeyCacheOptions) {
    this.#protection = protection;
    this.#now = cache.now;
    this.#cache = new KeyCache(cache);
  }

  /** `run` is synchronous so that the key cannot be zeroed under it. */
  async use<T>(tx: Tx, id: Id<"dataKey">, run: (key: Uint8Array) => T): Promise<T> {
    const cached = this.#cache.get(id);
    if (cached) return run(cached.bytes);
    const wrapped = await wrappedKey(tx, id);
    for (let attempt = 0; attempt < 3; attempt++) {
      const hit = this.#cache.get(id);
      if (hit) return run(hit.bytes);
      await this.#unwrap(id, wrapped);
    }
    throw new Error("the wrapping key left the cache before it could be used");
  }

  /** The key that wraps. When there is none yet the platform makes it, and two that do so at once agree on one. */
  async newest(tx: Tx): Promise<Id<"dataKey">> {
    const live = (await liveKey(tx)) ?? (await this.#create(tx));
    return live.id;
  }

  /** As the platform. What the key now in use has wrapped still opens. */
  async rotate(tx: Tx): Promise<void> {
    await tx.update(wrappingKey).set({ retiredAt: this.#now() }).where(isNull(wrappingKey.retiredAt));
    await this.#create(tx);
  }

  clear(): void {
    this.#cache.clear();
  }

  async #create(tx: Tx): Promise<{ id: Id<"dataKey"> }> {
    const id = newId("dataKey");
    const { plaintext, wrapped } = await this.#protection.generate(contextOf(id));
    plaintext.fill(0);
    await tx
      .insert(wrappingKey)
      .values({ id, wrapped: Buffer.from(wrapped), createdAt: this.#now() })
      .onConflictDoNothing();
    const live = await liveKey(tx);
    if (!live) throw new Error("the wrapping key was retired while it was made");
    return live;
  }

  #unwrap(id: Id<"dataKey">, wrapped: Uint8Array): Promise<void> {
    const running = this.#unwrapping.get(id);
    if (running) return running;
    const unwrapping = this.#protection
      .unwrap(wrapped, contextOf(id))
      .then((plaintext) => {
        this.#cache.put(id, plaintext, undefined);
        plaintext.fill(0);
      })
      .finally(() => this.#unwrapping.delete(id));
    this.#unwrapping.set(id, unwrapping);
    return unwrapping;
  }
}

async function liveKey(tx: Tx): Promise<{ id: Id<"dataKey"> } | undefined> {
  const [row] = await tx.select({ id: wrappingKey.id }).from(wrappingKey).where(isNull(wrappingKey.retiredAt));
  return row;
}

async function wrappedKey(tx: Tx, id: Id<"dataKey">): Promise<Uint8Array> {
  const [row] = await tx.select({ wrapped: wrappingKey.wrapped }).from(wrappingKey).where(eq(wrappingKey.id, id));
  if (!row) throw new UnsealError("key_unknown");
  return row.wrapped;
}
