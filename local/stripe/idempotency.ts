import { createHash } from "node:crypto";
import { ApiError } from "./error.ts";
import type { Store } from "./store.ts";
import type { StoredAnswer } from "./tables.ts";

const KEPT_MS = 24 * 60 * 60 * 1000;

export interface Idempotency {
  /** The answer given before, if this is a repetition. Refuses other parameters under the same key. */
  recall(key: string, fingerprint: string): StoredAnswer | undefined;
  /** Runs one call per key at a time; a second one at the same time is refused. */
  alone<T>(key: string | undefined, run: () => Promise<T>): Promise<T>;
  /** Runs inside the transaction of the call itself, so that neither exists without the other. */
  keep(answer: Omit<StoredAnswer, "at">): void;
}

export function createIdempotency(store: Store, nowMs: () => number): Idempotency {
  const { answers } = store.data;
  const running = new Set<string>();
  return {
    recall(key, fingerprint) {
      const stored = answers.get(key);
      if (!stored || nowMs() - stored.at > KEPT_MS) return undefined;
      if (stored.fingerprint === fingerprint) return stored;
      const rule = "Keys for idempotent requests can only be used with the same parameters they were first used with.";
      const advice = `Try using a key other than '${key}' if you meant to execute a different request.`;
      throw new ApiError(400, `${rule} ${advice}`, { type: "idempotency_error" });
    },
    async alone(key, run) {
      if (key === undefined) return run();
      if (running.has(key)) {
        const fact = "There is currently another in-progress request using this Idempotent Key";
        const cause = "(that probably means you submitted twice, and the other request is still going through)";
        throw new ApiError(409, `${fact} ${cause}: ${key}. Please try again later.`, {
          code: "idempotency_key_in_use",
        });
      }
      running.add(key);
      try {
        return await run();
      } finally {
        running.delete(key);
      }
    },
    keep(answer) {
      for (const old of answers.oldestFirst()) {
        if (nowMs() - old.at <= KEPT_MS) break;
        answers.remove(old.id);
      }
      answers.put({ ...answer, at: nowMs() });
    },
  };
}

export const fingerprintOf = (method: string, path: string, body: string): string =>
  createHash("sha256")
    .update([method, path, ...body.split("&").sort()].join("\n"))
    .digest("hex");
