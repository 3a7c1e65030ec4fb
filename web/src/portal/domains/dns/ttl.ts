import { ttlRange } from "#core/dns/record.state.ts";
import { text } from "./dns.text.ts";

const units = [
  ["days", 86_400],
  ["hours", 3600],
  ["minutes", 60],
] as const;

/** Seconds in the largest unit that leaves none over. */
export function ttlWords(seconds: number): string {
  const unit = units.find(([, size]) => seconds % size === 0);
  return unit ? text.ttl[unit[0]](seconds / unit[1]) : text.ttl.seconds(seconds);
}

const usual = [ttlRange.least, 300, 900, 3600, 14_400, 86_400];

/** With the one that a record has already, whatever it is. */
export const ttlOptions = (current: number) =>
  [...new Set([...usual, current])]
    .toSorted((one, other) => one - other)
    .map((seconds) => ({ value: String(seconds), label: ttlWords(seconds) }));
