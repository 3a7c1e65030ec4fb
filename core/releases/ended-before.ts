import { and, desc, eq, inArray, isNotNull, lt, or } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import { decidedAt } from "./outcome.sql.ts";
import { release } from "./release.sql.ts";

/** Releases that went live, or failed without, before then; newest first. */
export async function endedBefore(tx: Tx, serviceId: Id<"service">, before: Date, limit: number) {
  const rows = await tx
    .select({
      id: release.id,
      at: decidedAt,
      number: release.number,
      liveAt: release.liveAt,
      code: release.failureCode,
      message: release.failureMessage,
    })
    .from(release)
    .where(
      and(
        eq(release.serviceId, serviceId),
        or(isNotNull(release.liveAt), inArray(release.state, ["failed", "cancelled"])),
        lt(decidedAt, before),
      ),
    )
    .orderBy(desc(decidedAt))
    .limit(limit);
  return rows.map(({ id, at, number, liveAt, code, message }) => ({
    kind: "release" as const,
    id,
    at: at as Date,
    number,
    live: liveAt !== null,
    failure: code === null ? null : { code, message: message ?? "" },
  }));
}
