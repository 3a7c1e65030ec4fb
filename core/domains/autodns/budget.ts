import { setTimeout } from "node:timers/promises";
import type { Db } from "../../kernel/db.ts";
import { type RateLimit, takeTokens } from "../../kernel/rate-limit.ts";
import type { AutodnsOptions } from "./client.ts";

/** They take three calls in any second from all of us together. Spread evenly, no second ever sees a fourth. */
const limit: RateLimit = { name: "autodns", tokens: 1, perSeconds: 0.35 };
const lookAgainMs = 120;

/** Takes turns with every other function, for which it waits a little: calls come in twos and threes. */
export const autodnsBudget =
  (db: Db, { patienceMs = 5_000 } = {}): AutodnsOptions["takeTurn"] =>
  async () => {
    const until = performance.now() + patienceMs;
    for (;;) {
      const taken = await takeTokens(db, [{ limit, subject: "all" }], new Date());
      if (taken.allowed || performance.now() >= until) return taken;
      await setTimeout(lookAgainMs);
    }
  };
