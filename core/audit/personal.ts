import { inArray } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import { auditPersonal } from "../kernel/kernel.sql.ts";
import { isGenuine, isWithheld } from "../kernel/personal.ts";
import type { AuditRow } from "./entry.ts";

/** In place of what was erased, and of what somebody put in its place. */
const erased = "(erased)";
const replaced = "(not what was recorded)";

/** Rows with the names and addresses that they were recorded with, as far as they are still there for whoever asks. */
export async function withPersonal(tx: Tx, rows: readonly AuditRow[]): Promise<AuditRow[]> {
  const digests = rows.flatMap(({ before, after }) => [...withheldIn(before), ...withheldIn(after)]);
  const found =
    digests.length === 0 ? [] : await tx.select().from(auditPersonal).where(inArray(auditPersonal.digest, digests));
  const values = new Map(found.map((each) => [each.digest, isGenuine(each) ? each.value : replaced]));
  const opened = (recorded: unknown): unknown =>
    withheldIn(recorded).length === 0
      ? recorded
      : Object.fromEntries(
          Object.entries(recorded as object).map(([field, value]) => [
            field,
            isWithheld(value) ? (values.get(value.personal) ?? erased) : value,
          ]),
        );
  return rows.map((row) => ({ ...row, before: opened(row.before), after: opened(row.after) }));
}

const withheldIn = (recorded: unknown): string[] =>
  typeof recorded === "object" && recorded !== null
    ? Object.values(recorded).flatMap((value) => (isWithheld(value) ? [value.personal] : []))
    : [];
