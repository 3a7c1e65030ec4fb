import { byPlace, type DnsRecord, recordKey } from "./record.state.ts";

/** A change of a zone: what goes and what comes. Another TTL or other data is one of each. */
export interface ChangeSet {
  removes: readonly DnsRecord[];
  adds: readonly DnsRecord[];
}

export type Applied =
  | { records: DnsRecord[] }
  /** What was to go is not there any more, or what was to come is there already: somebody else was here. */
  | { missing: DnsRecord[]; present: DnsRecord[] };

const keysOf = (records: readonly DnsRecord[]): Set<string> => new Set(records.map(recordKey));
const except = (records: readonly DnsRecord[], keys: ReadonlySet<string>): DnsRecord[] =>
  records.filter((record) => !keys.has(recordKey(record)));

/** What makes one zone of the other. */
export function difference(before: readonly DnsRecord[], after: readonly DnsRecord[]): ChangeSet {
  return {
    removes: except(before, keysOf(after)).toSorted(byPlace),
    adds: except(after, keysOf(before)).toSorted(byPlace),
  };
}

/** Does the whole change or nothing of it. What the change does not name stays as it is, whoever put it there meanwhile. */
export function apply(records: readonly DnsRecord[], { removes, adds }: ChangeSet): Applied {
  const [there, removed] = [keysOf(records), keysOf(removes)];
  const missing = except(removes, there);
  const present = adds.filter((record) => there.has(recordKey(record)) && !removed.has(recordKey(record)));
  if (missing.length > 0 || present.length > 0) return { missing, present };
  return { records: [...except(records, removed), ...adds].toSorted(byPlace) };
}

/** The change that takes this one back. */
export const inverse = ({ removes, adds }: ChangeSet): ChangeSet => ({ removes: adds, adds: removes });

export const isEmpty = ({ removes, adds }: ChangeSet): boolean => removes.length === 0 && adds.length === 0;
