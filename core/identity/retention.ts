import { inArray, lte, or } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import { challenge } from "./challenge.sql.ts";
import { device } from "./device.sql.ts";
import { emailChange } from "./email-change.sql.ts";
import { emailVerification } from "./email-verification.sql.ts";
import { factorRecovery } from "./factor-recovery.sql.ts";
import { passwordReset } from "./password-reset.sql.ts";
import { registration } from "./registration.sql.ts";
import { session } from "./session.sql.ts";
import { staffInvitation } from "./staff-invitation.sql.ts";

/** As long as the browser keeps its cookie. */
const deviceDays = 400;
const resetDays = 1;
const registrationDays = 2;
const emailChangeDays = 7;
const verificationDays = 7;
/** Whoever was appointed and did not come in time gets another link from a colleague. */
const staffInvitationDays = 30;
/** Longer than the longest wait and what follows it. */
const recoveryDays = 60;

const before = (now: Date, days: number) => new Date(now.getTime() - days * 86_400_000);

/** Forgets up to `limit` each of sessions that have ended, links that open nothing and browsers nobody uses. As the platform. */
export async function forgetEnded(tx: Tx, now: Date, limit: number): Promise<number> {
  const ended = tx.select({ id: session.id }).from(session).where(lte(session.expiresAt, now)).limit(limit);
  const resets = tx
    .select({ id: passwordReset.id })
    .from(passwordReset)
    .where(lte(passwordReset.createdAt, before(now, resetDays)))
    .limit(limit);
  const registrations = tx
    .select({ id: registration.id })
    .from(registration)
    .where(lte(registration.createdAt, before(now, registrationDays)))
    .limit(limit);
  const changes = tx
    .select({ id: emailChange.id })
    .from(emailChange)
    .where(lte(emailChange.createdAt, before(now, emailChangeDays)))
    .limit(limit);
  const verifications = tx
    .select({ id: emailVerification.id })
    .from(emailVerification)
    .where(lte(emailVerification.createdAt, before(now, verificationDays)))
    .limit(limit);
  const devices = tx
    .select({ id: device.id })
    .from(device)
    .where(lte(device.lastUsedAt, before(now, deviceDays)))
    .limit(limit);
  const challenges = tx.select({ id: challenge.id }).from(challenge).where(lte(challenge.expiresAt, now)).limit(limit);
  const recoveries = tx
    .select({ id: factorRecovery.id })
    .from(factorRecovery)
    .where(lte(factorRecovery.createdAt, before(now, recoveryDays)))
    .limit(limit);
  const appointments = tx
    .select({ id: staffInvitation.id })
    .from(staffInvitation)
    .where(
      or(
        lte(staffInvitation.usedAt, before(now, staffInvitationDays)),
        lte(staffInvitation.expiresAt, before(now, staffInvitationDays)),
      ),
    )
    .limit(limit);
  const gone = [
    await tx
      .delete(staffInvitation)
      .where(inArray(staffInvitation.id, appointments))
      .returning({ id: staffInvitation.id }),
    await tx.delete(challenge).where(inArray(challenge.id, challenges)).returning({ id: challenge.id }),
    await tx.delete(factorRecovery).where(inArray(factorRecovery.id, recoveries)).returning({ id: factorRecovery.id }),
    await tx.delete(session).where(inArray(session.id, ended)).returning({ id: session.id }),
    await tx.delete(passwordReset).where(inArray(passwordReset.id, resets)).returning({ id: passwordReset.id }),
    await tx.delete(emailChange).where(inArray(emailChange.id, changes)).returning({ id: emailChange.id }),
    await tx.delete(registration).where(inArray(registration.id, registrations)).returning({ id: registration.id }),
    await tx
      .delete(emailVerification)
      .where(inArray(emailVerification.id, verifications))
      .returning({ id: emailVerification.id }),
    await tx.delete(device).where(inArray(device.id, devices)).returning({ id: device.id }),
  ];
  return gone.reduce((sum, rows) => sum + rows.length, 0);
}
