import type { z } from "zod";
import { DomainError } from "../kernel/errors.ts";
import type { Outcome, Scope } from "../kernel/operation.ts";
import { outdated, tooMany } from "./change.ts";
import { apply, type ChangeSet, difference, isEmpty } from "./change-set.state.ts";
import type { ZoneImported } from "./import.ts";
import { recordKey } from "./record.state.ts";
import { recordProblem } from "./record-problem.state.ts";
import { type ImportMode, recordsMax } from "./zone.state.ts";
import { type Finding, findingsOf, findingText } from "./zone-finding.state.ts";
import { importZone, type LeftOut } from "./zone-import.state.ts";
import {
  accept,
  changedMeanwhile,
  named,
  plain,
  type RecordRow,
  recordsOf,
  type ZoneRow,
  zoneDue,
} from "./zone-rows.ts";

/** Enough to see what is wrong with a file; it is all wrong in one way as a rule. */
const leftOutShown = 100;
const harmless: ReadonlySet<LeftOut> = new Set([
  ...(["import.start_of_authority", "import.name_servers_at_top", "import.signatures", "import.twice"] as const),
]);

const words: Partial<Record<LeftOut, string>> = {
  "import.start_of_authority": "The start of authority is its provider’s.",
  "import.name_servers_at_top": "The domain’s own name servers are changed with its registrar.",
  "import.signatures": "Signatures are made by the provider.",
  "import.twice": "This stands in the file before.",
  "import.unreadable": "This cannot be read.",
  "import.directive": "Directives other than $ORIGIN and $TTL are not followed.",
  "import.class": "Only records of the Internet are kept.",
  "import.outside": "This name is not in the domain.",
};
const wordsOf = (why: LeftOut): string => words[why] ?? recordProblem(why as Parameters<typeof recordProblem>[0]);

interface Wanted {
  version: number;
  file: string;
  mode: ImportMode;
  leaveOut: boolean;
  dryRun: boolean;
}

/** The zone is locked, and somebody may change it. */
export async function importInto(
  scope: Scope,
  row: ZoneRow,
  { version, file, mode, leaveOut, dryRun }: Wanted,
): Promise<Outcome<z.infer<typeof ZoneImported>>> {
  const { tx } = scope;
  const records = await recordsOf(tx, row.id);
  const read = importZone(file, row.name);
  const change = wantedOf(records, difference(records, read.records), mode);
  const fits = records.length - change.removes.length + change.adds.length <= recordsMax;
  // What is too much is not looked at any closer.
  const findings = fits ? found(records, change, row.name) : [];
  const wrong = read.leftOut.filter(({ why }) => !harmless.has(why));
  const taken = leaveOut || wrong.length === 0;
  const sound = !findings.some(({ severity }) => severity === "error");
  const value = {
    version: row.version,
    removes: change.removes.map(plain),
    adds: change.adds.slice(0, recordsMax).map(plain),
    leftOut: read.leftOut
      .toSorted(
        (one, other) => Number(harmless.has(one.why)) - Number(harmless.has(other.why)) || one.line - other.line,
      )
      .slice(0, leftOutShown)
      .map(({ line, why }) => ({ line, code: why, message: wordsOf(why), harmless: harmless.has(why) })),
    leftOutCount: read.leftOut.length,
    findings: findings.map(({ code, severity, records: of }) => ({
      ...{ code, severity, message: findingText(code), records: of.map(plain) },
    })),
    accepted: version === row.version && taken && fits && sound && !isEmpty(change),
    applied: false,
  };
  if (dryRun) return { value, audit: "unchanged", events: [] };
  if (version !== row.version) throw outdated();
  if (!taken) throw unreadable(wrong);
  if (!fits) throw tooMany();
  const error = findings.find(({ severity }) => severity === "error");
  if (error)
    throw new DomainError(
      "conflict",
      error.code,
      `${findingText(error.code)} (${error.records.map(named).join("; ")})`,
    );
  if (isEmpty(change)) throw new DomainError("conflict", "zone.unchanged", "This changes nothing.");
  const accepted = await accept(scope, row, records, change, { cause: "edit" });
  return {
    value: { ...value, version: accepted.version ?? row.version + 1, applied: true },
    audit: {
      ...{ target: row.id, accountId: row.accountId },
      before: { name: row.name, records: change.removes.map(named) },
      after: { name: row.name, records: change.adds.map(named) },
    },
    events: [zoneDue(row.id)],
  };
}

/** Of what makes the zone of the file: nobody takes away what the platform looks after, and adding takes nothing away. */
function wantedOf(records: readonly RecordRow[], { removes, adds }: ChangeSet, mode: ImportMode): ChangeSet {
  const own = new Set(records.filter(({ owner }) => owner === null).map(recordKey));
  return { removes: mode === "add" ? [] : removes.filter((record) => own.has(recordKey(record))), adds };
}

function found(records: readonly RecordRow[], change: ChangeSet, origin: string): Finding[] {
  const before = records.map(plain);
  const applied = apply(before, change);
  if (!("records" in applied)) throw changedMeanwhile(applied);
  return findingsOf(before, applied.records, origin);
}

const unreadable = (wrong: readonly { line: number; why: LeftOut }[]) =>
  new DomainError(
    "invalid",
    "zone.import_problems",
    `${wrong.length === 1 ? "A line" : `${wrong.length} lines`} of this file cannot be kept. Change them, or have them left out.`,
    {
      fields: wrong
        .slice(0, leftOutShown)
        .map(({ line, why }) => ({ path: `file.${line}`, message: `Line ${line}: ${wordsOf(why)}` })),
    },
  );
