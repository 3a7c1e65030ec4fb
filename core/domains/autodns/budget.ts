import { setTimeout } from "node:timers/promises";
import type { Db } from "../../kernel/db.ts";
import { type RateLimit, type Taken, takeTokens } from "../../kernel/rate-limit.ts";
import type { AutodnsOptions } from "./client.ts";

/** They take three calls in any second from all of us together: each of three places is free again after a little more. */
const limit: RateLimit = { name: "autodns", tokens: 1, perSeconds: 1.2 };
const places = ["first", "second", "third"];
const lookAgainMs = 120;

/** Takes turns with every other function, for which it waits a little: calls come in twos and threes. */
export const autodnsBudget =
  (db: Db, { patienceMs = 5_000 } = {}): AutodnsOptions["takeTurn"] =>
  async () => {
    const until = performance.now() + patienceMs;
    for (;;) {
      let taken: Taken = { allowed: true };
      for (const subject of places) {
        taken = await takeTokens(db, [{ limit, subject }], new Date());
        if (taken.allowed) return taken;
      }
      if (performance.now() >= until) return taken;
      await setTimeout(lookAgainMs);
    }
  };
