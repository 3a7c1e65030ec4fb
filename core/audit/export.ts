import { z } from "zod";
import { may } from "../kernel/actor.ts";
import { Id } from "../kernel/id.ts";
import { query, type Scope } from "../kernel/operation.ts";
import { type Format, formats, readers } from "./audit.state.ts";
import { csvLine } from "./csv.ts";
import { type AuditEntry, sentenceText } from "./entry.ts";
import { type Filter, FilterInput } from "./filter.ts";
import { read } from "./log.ts";

/** Of an answer the gateway lets 6 MB pass; quotes double on their way into JSON. */
const bytesMax = 2_500_000;
const rowsMax = 500;

const input = {
  ...FilterInput,
  format: z.enum(formats).default("csv"),
  cursor: z.string().max(60).optional(),
};

/** A piece of the file. All pieces one after the other, each asked for with the cursor of the one before, are the file. */
export const ExportPart = z
  .object({ text: z.string(), rows: z.int(), nextCursor: z.string().nullable() })
  .meta({ id: "AuditExportPart" });
export type ExportPart = z.infer<typeof ExportPart>;

export const exportActivity = query({
  name: "activity.export",
  input: z.object(input),
  allow: readers,
  run: (scope, wanted) => part(scope, wanted, false),
});

export const exportLog = query({
  name: "audit.export",
  input: z.object({ ...input, accountId: Id("account").optional() }),
  allow: may("audit:read"),
  run: (scope, wanted) => part(scope, wanted, true),
});

type Wanted = Filter & { format: Format; cursor?: string | undefined };

async function part(scope: Scope, { format, cursor, ...filter }: Wanted, forStaff: boolean): Promise<ExportPart> {
  const { items, nextCursor } = await read(scope, filter, { limit: rowsMax, cursor, forStaff });
  const row = format === "csv" ? (entry: AuditEntry) => csvLine(cells(entry)) : JSON.stringify;
  const written: string[] = [];
  let bytes = 0;
  for (const entry of items) {
    const text = row(entry);
    bytes += Buffer.byteLength(text);
    if (written.length > 0 && bytes > bytesMax) break;
    written.push(text);
  }
  const next = written.length < items.length ? (items[written.length - 1]?.id ?? null) : nextCursor;
  const place = { first: cursor === undefined, last: next === null };
  return {
    text: format === "csv" ? csv(written, place) : json(written, place),
    rows: written.length,
    nextCursor: next,
  };
}

interface Place {
  first: boolean;
  last: boolean;
}

const heads = ["Time", "Who", "Kind", "Role", "What", "Reason", "Changes", "Action", "Target", "Account", "Request"];

const csv = (rows: readonly string[], { first }: Place): string => (first ? csvLine(heads) : "") + rows.join("");

/** All parts together are one array. */
const json = (rows: readonly string[], { first, last }: Place): string =>
  (first ? "[\n" : rows.length > 0 ? ",\n" : "") + rows.join(",\n") + (last ? "\n]\n" : "");

const cells = (entry: AuditEntry): (string | null)[] => [
  entry.at.toISOString(),
  entry.actor.name,
  entry.actor.kind,
  entry.actor.detail,
  sentenceText(entry),
  entry.reason,
  entry.changes.map(({ name, before, after }) => `${name}: ${before ?? "–"} → ${after ?? "–"}`).join("; "),
  entry.action,
  entry.target.id,
  entry.account?.name ?? entry.account?.id ?? null,
  entry.requestId,
];
