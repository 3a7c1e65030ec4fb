import { and, eq, gt, ne } from "drizzle-orm";
import type { StaffRole } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import type { DomainEvent, Scope } from "../kernel/operation.ts";
import { only } from "../kernel/rows.ts";
import type { Secret } from "../kernel/secret.ts";
import { challenge, vouchingAccount } from "./challenge.sql.ts";
import { factorsOf } from "./factor.ts";
import { askForSecondFactor, type PendingSignIn, type SecondFactorAsked } from "./pending-sign-in.ts";
import { person } from "./person.sql.ts";
import type { PersonRow } from "./person.ts";
import { session } from "./session.sql.ts";
import { begin, type NewSession, type Voucher } from "./session.ts";
import { digestOf } from "./token.ts";

export const personOf = async (tx: Tx, id: Id<"person">): Promise<PersonRow> =>
  only(await tx.select().from(person).where(eq(person.id, id)));

/** Makes somebody one of the staff, or no longer one, which ends their sessions. */
export async function setStaffRole(tx: Tx, who: PersonRow, staffRole: StaffRole | null): Promise<PersonRow> {
  if (who.staffRole === staffRole) return who;
  if (staffRole === null) await tx.delete(session).where(eq(session.personId, who.id));
  return only(await tx.update(person).set({ staffRole }).where(eq(person.id, who.id)).returning());
}

export async function isLastAdministrator(tx: Tx, who: PersonRow): Promise<boolean> {
  if (who.staffRole !== "administrator") return false;
  const [another] = await tx
    .select({ id: person.id })
    .from(person)
    .where(and(eq(person.staffRole, "administrator"), ne(person.id, who.id)))
    .limit(1);
  return another === undefined;
}

/** Whose session a token opens, and through which provider it was begun. As the platform. */
export async function sessionBehind(
  tx: Tx,
  token: Secret<string>,
  now: Date,
): Promise<{ personId: Id<"person">; connectionId: Id<"ssoConnection"> | null } | undefined> {
  const [row] = await tx
    .select({ personId: session.personId, connectionId: session.ssoConnectionId })
    .from(session)
    .where(and(eq(session.tokenHash, digestOf(token)), gt(session.expiresAt, now)));
  return row;
}

/** What vouched for the half of a sign-in that is done. The other half was shown just now. */
export async function voucherOf(
  { tx, ctx }: Scope,
  half: Id<"challenge">,
  connectionId: Id<"ssoConnection">,
): Promise<Voucher> {
  const { accountId } = only(
    await tx.select({ accountId: vouchingAccount }).from(challenge).where(eq(challenge.id, half)),
  );
  return { connectionId, accountId, confirmedAt: ctx.now(), factor: false };
}

/**
 * Begins a session for whom a provider vouches; undefined when they have a second factor here that is to be shown first,
 * because the provider's own does not count.
 */
export async function enter(
  scope: Scope,
  who: PersonRow,
  voucher: Voucher,
): Promise<{ begun: NewSession; events: DomainEvent[] } | { half: PendingSignIn<SecondFactorAsked> }> {
  const factors = voucher.factor ? [] : await factorsOf(scope.tx, who.id);
  if (factors.length === 0) return begin(scope, who, voucher);
  // A provider speaks in its account alone: no password is chosen on its word.
  const half = await askForSecondFactor(scope, { ...who, passwordNeedsFactor: false }, factors);
  await scope.tx
    .update(challenge)
    .set({ ssoConnectionId: voucher.connectionId })
    .where(eq(challenge.tokenHash, digestOf(half.pending.token)));
  return { half };
}
