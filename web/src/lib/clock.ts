import { type Accessor, createSignal, onCleanup } from "solid-js";

/** The time in milliseconds, a second at a time, for durations that grow while somebody watches. */
export function createClock(): Accessor<number> {
  const [now, setNow] = createSignal(Date.now());
  const timer = setInterval(() => setNow(Date.now()), 1000);
  onCleanup(() => clearInterval(timer));
  return now;
}
