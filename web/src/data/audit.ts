import { query } from "@solidjs/router";
import type { Format } from "#core/audit/audit.state.ts";
import { call, type Input, type Output } from "./api.ts";
import { saidAudit } from "./said-audit.ts";

export type AuditEntry = Output<"GET /dashboard/audit">["items"][number];
type Part = Output<"GET /activity/export">;

export type AuditFilter = Omit<Input<"GET /dashboard/audit">, "limit">;

const perPage = 50;

export const getActivity = query(
  (filter: AuditFilter) => call("GET /activity", { limit: perPage, ...filter }).then(saidAudit),
  "activity",
);
export const getAuditLog = query(
  (filter: AuditFilter) => call("GET /dashboard/audit", { limit: perPage, ...filter }).then(saidAudit),
  "dashboard.audit",
);

export const getAuditVerification = query(
  () => call("GET /dashboard/audit/verification", {}),
  "dashboard.verification",
);
export type AuditVerification = Output<"GET /dashboard/audit/verification">;

export type ExportPart = (filter: AuditFilter & { format: Format }) => Promise<Part>;
export const exportActivity: ExportPart = (filter) => call("GET /activity/export", filter);
export const exportAuditLog: ExportPart = (filter) => call("GET /dashboard/audit/export", filter);

export interface Exported {
  text: string;
  rows: number;
  /** There was more than one file should hold. */
  cut: boolean;
}

const partsMax = 100;

/** Fetches the parts of an export one after the other; together they are the file. */
export async function exported(read: ExportPart, filter: AuditFilter, format: Format): Promise<Exported> {
  const texts: string[] = [];
  let rows = 0;
  let cursor: string | null = null;
  do {
    const part: Part = await read({ ...filter, format, ...(cursor === null ? {} : { cursor }) });
    texts.push(part.text);
    rows += part.rows;
    cursor = part.nextCursor;
  } while (cursor !== null && texts.length < partsMax);
  const cut = cursor !== null;
  return { text: texts.join("") + (cut && format === "json" ? "\n]\n" : ""), rows, cut };
}
