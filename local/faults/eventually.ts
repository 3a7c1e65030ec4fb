import { setTimeout as delay } from "node:timers/promises";

const pollMs = 50;

/** Looks until there is something, and names what did not come. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false | null>,
  seconds = 60,
): Promise<T> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false && found !== null) return found;
    if (performance.now() > deadline) throw new Error(`Not within ${seconds} s: ${what}`);
    await delay(pollMs);
  }
}
