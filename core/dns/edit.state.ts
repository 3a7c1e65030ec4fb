import { apply, type ChangeSet } from "./change-set.state.ts";
import { type DnsRecord, readRecord, recordKey, type WrittenRecord } from "./record.state.ts";
import type { RecordProblem } from "./record-problem.state.ts";
import { type Finding, findingsOf } from "./zone-finding.state.ts";

/** A record of a zone as an editor has it: one that has an owner is not for people to change. */
export interface HeldRecord extends DnsRecord {
  id: string;
  owner: string | null;
  reason: string | null;
}

/** What somebody wants: records that go, by their ids, and records that come, as they typed them. */
export interface Edit {
  removes: readonly string[];
  adds: readonly WrittenRecord[];
}

export interface EditProblem {
  /** Of `adds`. */
  index: number;
  field: keyof WrittenRecord;
  code: RecordProblem;
}

export interface ReadEdit {
  change: ChangeSet;
  problems: EditProblem[];
  findings: Finding[];
  /** Records that the edit would take away, and that are not for people to take. */
  locked: HeldRecord[];
  /** Ids that are of no record any more. */
  unknown: string[];
}

/** What an edit makes of a zone, and what stands against it. The editor and the server read it alike. */
export function readEdit(held: readonly HeldRecord[], { removes, adds }: Edit, origin: string): ReadEdit {
  const byId = new Map(held.map((record) => [record.id, record]));
  const gone = removes.flatMap((id) => byId.get(id) ?? []);
  const problems: EditProblem[] = [];
  const come = adds.flatMap((written, index) => {
    const read = readRecord(written, { origin, by: "person" });
    if ("record" in read) return read.record;
    problems.push({ index, field: read.field, code: read.problem });
    return [];
  });
  const change = withoutNothing({ removes: gone.map(plain), adds: come });
  const applied = apply(held.map(plain), change);
  return {
    change,
    problems,
    findings: "records" in applied ? findingsOf(held.map(plain), applied.records, origin) : twice(applied.present),
    locked: gone.filter(({ owner }) => owner !== null),
    unknown: removes.filter((id) => !byId.has(id)),
  };
}

export const isRefused = ({ problems, findings, locked, unknown }: ReadEdit): boolean =>
  problems.length > 0 ||
  locked.length > 0 ||
  unknown.length > 0 ||
  findings.some(({ severity }) => severity === "error");

const plain = ({ name, type, ttl, data }: DnsRecord): DnsRecord => ({ name, type, ttl, data });

const twice = (present: readonly DnsRecord[]): Finding[] =>
  present.map((record) => ({ code: "zone.duplicate", severity: "error", records: [record] }));

/** A record that goes and comes back the same has not changed. */
function withoutNothing({ removes, adds }: ChangeSet): ChangeSet {
  const [going, coming] = [new Set(removes.map(recordKey)), new Set(adds.map(recordKey))];
  return {
    removes: removes.filter((record) => !coming.has(recordKey(record))),
    adds: adds.filter((record) => !going.has(recordKey(record))),
  };
}
