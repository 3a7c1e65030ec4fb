import { setTimeout as delay } from "node:timers/promises";

/** Soon at first, then ever less often: who looks without a pause takes the processor from what is waited for. */
const pauseMs = (waitedMs: number): number => Math.min(Math.max(waitedMs / 10, 30), 500);

/** Looks until there is something, and names what did not come. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false | null>,
  seconds = 60,
): Promise<T> {
  const begunAt = performance.now();
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false && found !== null) return found;
    const waitedMs = performance.now() - begunAt;
    if (waitedMs > seconds * 1000) throw new Error(`Not within ${seconds} s: ${what}`);
    await delay(pauseMs(waitedMs));
  }
}
