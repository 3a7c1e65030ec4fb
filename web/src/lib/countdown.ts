import { type Accessor, createEffect, createSignal, on, onCleanup } from "solid-js";

/** Seconds that are left of those given last; 0 when there are none, and when they are over. */
export function createCountdown(seconds: Accessor<number | undefined>, ended: () => void): Accessor<number> {
  const [left, setLeft] = createSignal(0);
  createEffect(
    on(seconds, (given) => {
      setLeft(given ?? 0);
      if (!given) return;
      const until = Date.now() + given * 1000;
      // Counted by the clock: timers of a tab that nobody looks at run slow.
      const timer = setInterval(() => {
        const now = secondsUntil(until, Date.now());
        setLeft(now);
        if (now > 0) return;
        clearInterval(timer);
        ended();
      }, 1000);
      onCleanup(() => clearInterval(timer));
    }),
  );
  return left;
}

export const secondsUntil = (until: number, now: number): number => Math.max(0, Math.ceil((until - now) / 1000));

/** `0:09`, `1:30`, `14:24`. */
export const asClock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/** What is worth saying aloud: how long it takes at first, then each minute, and the last half of one. */
export const isSaid = (left: number, given: number): boolean =>
  left === given || (left > 30 ? left % 60 === 0 : left === 30 || left === 10);
