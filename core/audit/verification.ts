import { and, asc, desc, eq, gt, gte } from "drizzle-orm";
import { z } from "zod";
import { may } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { query } from "../kernel/operation.ts";
import { problems } from "./audit.state.ts";
import { auditCheck } from "./audit-check.sql.ts";
import { distinct } from "./check.ts";

const placesMax = 20;

export const AuditVerification = z
  .object({
    /** Every entry that there was then was read and fits; null while nothing was read yet. */
    verifiedAt: z.date().nullable(),
    /** When the last reading of everything ended. */
    readAgainAt: z.date().nullable(),
    /** When the first of what does not fit was found; null when all fits. */
    brokenSince: z.date().nullable(),
    /** Where it does not, the first of them. */
    places: z.array(
      z.object({
        /** An account's id, or `platform`. */
        chain: z.string(),
        seq: z.int(),
        /** Of the entry at that place; null where there is none. */
        id: z.string().nullable(),
        problem: z.enum(problems),
      }),
    ),
  })
  .meta({ id: "AuditVerification" });
export type AuditVerification = z.infer<typeof AuditVerification>;

/** What the scheduled readings of the audit log found. */
export const verification = query({
  name: "audit.verification",
  input: z.object({}),
  allow: may("audit:read"),
  run: ({ tx }) => verificationOf(tx),
});

/** As the platform. */
export async function verificationOf(tx: Tx): Promise<AuditVerification> {
  const [whole] = await tx
    .select()
    .from(auditCheck)
    .where(eq(auditCheck.finished, true))
    .orderBy(desc(auditCheck.checkedAt))
    .limit(1);
  // What an earlier reading found and the last one of everything did not is mended.
  const broken = await tx
    .select()
    .from(auditCheck)
    .where(and(gt(auditCheck.breaks, 0), whole && gte(auditCheck.checkedAt, whole.beganAt)))
    .orderBy(asc(auditCheck.checkedAt))
    .limit(placesMax);
  const [recent] = await tx
    .select()
    .from(auditCheck)
    .where(and(eq(auditCheck.upToDate, true), eq(auditCheck.breaks, 0)))
    .orderBy(desc(auditCheck.checkedAt))
    .limit(1);
  return {
    verifiedAt: recent?.checkedAt ?? null,
    readAgainAt: whole?.checkedAt ?? null,
    brokenSince: broken[0]?.checkedAt ?? null,
    places: distinct(broken.flatMap(({ places }) => places)).slice(0, placesMax),
  };
}
