import { and, asc, eq, gte } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import { release } from "./release.sql.ts";

/** Releases of a service that went live since then, oldest first. */
export async function liveSince(tx: Tx, serviceId: Id<"service">, from: Date): Promise<{ number: number; at: Date }[]> {
  const rows = await tx
    .select({ number: release.number, at: release.liveAt })
    .from(release)
    .where(and(eq(release.serviceId, serviceId), gte(release.liveAt, from)))
    .orderBy(asc(release.liveAt));
  return rows.flatMap(({ number, at }) => (at === null ? [] : [{ number, at }]));
}
