import { desc } from "drizzle-orm";
import { z } from "zod";
import { may } from "../kernel/actor.ts";
import { Id } from "../kernel/id.ts";
import { auditLog } from "../kernel/kernel.sql.ts";
import { query, type Scope } from "../kernel/operation.ts";
import { type Page, PageInput, page } from "../kernel/page.ts";
import { readers } from "./audit.state.ts";
import { type AuditEntry, entryOf, idsIn } from "./entry.ts";
import { type Filter, FilterInput, matching } from "./filter.ts";
import { namesOf } from "./names.ts";
import { withPersonal } from "./personal.ts";

/** What happened in the account of whoever asks. */
export const activity = query({
  name: "activity.list",
  input: z.object({ ...PageInput, ...FilterInput }),
  allow: readers,
  run: (scope, { limit, cursor, ...filter }) => read(scope, filter, { limit, cursor, forStaff: false }),
});

/** What happened anywhere. */
export const log = query({
  name: "audit.list",
  input: z.object({ ...PageInput, ...FilterInput, accountId: Id("account").optional() }),
  allow: may("audit:read"),
  run: (scope, { limit, cursor, ...filter }) => read(scope, filter, { limit, cursor, forStaff: true }),
});

/** Newest first. Ids sort by time, so that what is added meanwhile moves no page. */
export async function read(
  { tx, ctx }: Scope,
  filter: Filter,
  { limit, cursor, forStaff }: { limit: number; cursor: string | undefined; forStaff: boolean },
): Promise<Page<AuditEntry>> {
  // Whoever only writes entries needs none of their words.
  const { innerActions, sentences } = await import("./sentences.ts");
  const rows = await tx
    .select()
    .from(auditLog)
    .where(matching(filter, { cursor, hidden: forStaff ? [] : innerActions, forStaff }))
    .orderBy(desc(auditLog.id))
    .limit(limit + 1);
  const hostOf = (siteName: string) => ctx.ports.addresses.ofSite(siteName).host;
  const names = await namesOf(
    { tx, forStaff, hostOf },
    rows.slice(0, limit).flatMap((row) => idsIn(row, forStaff)),
  );
  return page(await withPersonal(tx, rows), limit, (row) => entryOf(row, { names, forStaff, sentences }));
}
