import { createEffect, on, onCleanup } from "solid-js";

/**
 * Runs `task` again and again, `delayMs` after the one before. Undefined stops it, a new value restarts it.
 * Rests while the tab is hidden and runs at once when it is looked at again.
 */
export function createPolling(delayMs: () => number | undefined, task: () => void): void {
  createEffect(
    on(delayMs, (delay) => {
      if (delay === undefined) return;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const wait = () => {
        timer = setTimeout(() => {
          task();
          wait();
        }, delay);
      };
      const look = () => {
        clearTimeout(timer);
        if (document.hidden) return;
        task();
        wait();
      };
      if (!document.hidden) wait();
      document.addEventListener("visibilitychange", look);
      onCleanup(() => {
        clearTimeout(timer);
        document.removeEventListener("visibilitychange", look);
      });
    }),
  );
}

/** A second for the first minute, then slower the longer it takes, never more than ten seconds apart. */
export function backOff(runningForMs: number): number {
  if (runningForMs < 60_000) return 1000;
  if (runningForMs < 180_000) return 2000;
  if (runningForMs < 600_000) return 5000;
  return 10_000;
}
