interface Entry<L> {
  readonly bytes: Buffer;
  readonly label: L;
  readonly expiresAt: number;
}

export interface KeyCacheOptions {
  readonly capacity: number;
  readonly maxAgeSeconds: number;
  readonly now: () => Date;
}

/** Unwrapped keys, bounded in number and age, zeroed when they leave. Oldest first, whether used or not. */
export class KeyCache<L> {
  readonly #entries = new Map<string, Entry<L>>();
  readonly #options: KeyCacheOptions;

  constructor(options: KeyCacheOptions) {
    if (options.capacity < 1 || options.maxAgeSeconds <= 0)
      throw new RangeError("a key cache must be able to hold a key");
    this.#options = options;
  }

  /** Use the bytes before the next await: afterwards they may have been zeroed. */
  get(id: string): Entry<L> | undefined {
    this.#dropExpired();
    return this.#entries.get(id);
  }

  /** Keeps a copy; the caller's bytes stay the caller's. */
  put(id: string, bytes: Uint8Array, label: L): void {
    this.delete(id);
    this.#dropExpired();
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined && this.#entries.size >= this.#options.capacity) this.delete(oldest);
    const expiresAt = this.#options.now().getTime() + this.#options.maxAgeSeconds * 1000;
    this.#entries.set(id, { bytes: Buffer.from(bytes), label, expiresAt });
  }

  delete(id: string): void {
    this.#entries.get(id)?.bytes.fill(0);
    this.#entries.delete(id);
  }

  clear(): void {
    for (const id of [...this.#entries.keys()]) this.delete(id);
  }

  #dropExpired(): void {
    const now = this.#options.now().getTime();
    for (const [id, entry] of this.#entries) {
      if (entry.expiresAt > now) return;
      this.delete(id);
    }
  }
}
