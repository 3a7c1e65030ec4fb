import type { Work } from "./operation.ts";

/** The next of a kind, from where theirs would not be mistaken for ours. */
export function nextNumber({ data }: Work, kind: "contact" | "job" | "message"): number {
  const last = (data.counters.get(kind)?.last ?? 1_000_000) + 1;
  data.counters.put({ id: kind, last });
  return last;
}
