import { and, desc, eq, isNotNull, isNull } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import { planVersion } from "./plan.sql.ts";

export type VersionRow = typeof planVersion.$inferSelect;

/** What is sold of a plan while it is on sale. */
export async function newestPublished(tx: Tx, planId: Id<"plan">): Promise<VersionRow | undefined> {
  const [row] = await tx
    .select()
    .from(planVersion)
    .where(and(eq(planVersion.planId, planId), isNotNull(planVersion.publishedAt)))
    .orderBy(desc(planVersion.number))
    .limit(1);
  return row;
}

/** The one version of a plan that can still be edited. */
export async function draftOf(tx: Tx, planId: Id<"plan">): Promise<VersionRow | undefined> {
  const [row] = await tx
    .select()
    .from(planVersion)
    .where(and(eq(planVersion.planId, planId), isNull(planVersion.publishedAt)));
  return row;
}
