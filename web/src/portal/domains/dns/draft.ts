import { type HeldRecord, type ReadEdit, readEdit } from "#core/dns/edit.state.ts";
import { byPlace, type DnsRecord, recordKey, type WrittenRecord } from "#core/dns/record.state.ts";

export interface DraftRecord {
  key: string;
  written: WrittenRecord;
  /** The record in whose place it comes. */
  replaces: string | null;
}

/** What somebody is about to change, on top of whatever the zone says by now. */
export interface Draft {
  removes: readonly string[];
  adds: readonly DraftRecord[];
}

export const noDraft: Draft = { removes: [], adds: [] };

/** A record as it is to be, with what becomes of it. */
export interface Line {
  key: string;
  record: DnsRecord;
  held: HeldRecord | undefined;
  drafted: DraftRecord | undefined;
  change: "added" | "changed" | "removed" | undefined;
}

/** Without what has gone from the zone meanwhile. */
export const current = (draft: Draft, held: readonly HeldRecord[]): Draft => {
  const ids = new Set(held.map(({ id }) => id));
  return {
    removes: draft.removes.filter((id) => ids.has(id)),
    adds: draft.adds.map((add) => (add.replaces !== null && !ids.has(add.replaces) ? { ...add, replaces: null } : add)),
  };
};

const goneBy = ({ removes, adds }: Draft): string[] => [
  ...removes,
  ...adds.flatMap(({ replaces }) => (replaces === null ? [] : [replaces])),
];

/** What is sent. */
export const editOf = (draft: Draft) => ({
  removes: goneBy(draft),
  adds: draft.adds.map(({ written }) => ({ ...written })),
});

export const readDraft = (draft: Draft, held: readonly HeldRecord[], origin: string): ReadEdit =>
  readEdit(held, editOf(draft), origin);

export const isEmptyDraft = ({ removes, adds }: Draft): boolean => removes.length === 0 && adds.length === 0;

const readOne = ({ written }: DraftRecord, origin: string): DnsRecord =>
  readEdit([], { removes: [], adds: [written] }, origin).change.adds[0] ?? asWritten(written);

export function linesOf(draft: Draft, held: readonly HeldRecord[], origin: string): Line[] {
  const removed = new Set(draft.removes);
  const replaced = new Map(draft.adds.flatMap((add) => (add.replaces === null ? [] : [[add.replaces, add] as const])));
  const read = (one: DraftRecord): DnsRecord => readOne(one, origin);
  const kept = held.map((record): Line => {
    const instead = replaced.get(record.id);
    if (instead) return { key: record.id, record: read(instead), held: record, drafted: instead, change: "changed" };
    const change = removed.has(record.id) ? "removed" : undefined;
    return { key: record.id, record, held: record, drafted: undefined, change };
  });
  const added = draft.adds
    .filter(({ replaces }) => replaces === null)
    .map((one): Line => ({ key: one.key, record: read(one), held: undefined, drafted: one, change: "added" }));
  return [...kept, ...added].toSorted((one, other) => byPlace(one.record, other.record));
}

/** What cannot be read yet stands where it was typed. */
const asWritten = ({ name, ttl, data }: WrittenRecord): DnsRecord => ({ name, type: "TXT", ttl, data });

let count = 0;
export const drafted = (written: WrittenRecord, replaces: string | null = null): DraftRecord => {
  count += 1;
  return { key: `draft-${count}`, written, replaces };
};

/** One more, in place of what was drafted for the same record, or under the same key. */
export const withRecord = (draft: Draft, record: DraftRecord): Draft => ({
  removes: draft.removes.filter((id) => id !== record.replaces),
  adds: [
    ...draft.adds.filter(
      ({ key, replaces }) => key !== record.key && (record.replaces === null || replaces !== record.replaces),
    ),
    record,
  ],
});

export const withoutRecord = (draft: Draft, id: string): Draft => ({ ...draft, removes: [...draft.removes, id] });

/** Which record of the zone each drafted one became, by the key of the draft. */
export type Became = ReadonlyMap<string, string>;

export function becameOf(sent: Draft, held: readonly HeldRecord[], origin: string): Became {
  const ids = new Map(held.map((record) => [recordKey(record), record.id]));
  return new Map(
    sent.adds.flatMap((one) => {
      const id = ids.get(recordKey(readOne(one, origin)));
      return id === undefined ? [] : [[one.key, id] as const];
    }),
  );
}

/** A drafted record, written before or after its older self was applied: then it changes what that became. */
export const changing = (record: DraftRecord, became: Became): DraftRecord => ({
  ...record,
  replaces: became.get(record.key) ?? record.replaces,
});

/** What is left once `sent` was taken: whatever was drafted while it was on its way. */
export const withoutSent = (draft: Draft, sent: Draft, became: Became): Draft => {
  const written = new Map(sent.adds.map((add) => [add.key, add.written]));
  const removes = new Set(sent.removes);
  return {
    removes: draft.removes.filter((id) => !removes.has(id)),
    adds: draft.adds.filter((add) => written.get(add.key) !== add.written).map((add) => changing(add, became)),
  };
};

/** A line as the zone has it. */
export const undone = (draft: Draft, { held, drafted: one }: Line): Draft => ({
  removes: draft.removes.filter((id) => id !== held?.id),
  adds: draft.adds.filter(({ key }) => key !== one?.key),
});
