import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import { notFound } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import { holds, type Permission } from "../kernel/permissions.state.ts";
import { account, membership } from "./account.sql.ts";
import type { SupportSetting } from "./support-access.state.ts";

/**
 * Whether staff may act in the account. It stays as it is until the transaction ends: whoever takes access back waits for
 * whoever has just begun, and then ends that too.
 */
export async function supportSetting(tx: Tx, id: Id<"account">): Promise<SupportSetting & { name: string }> {
  const [found] = await tx
    .select({ name: account.name, access: account.supportAccess, until: account.supportAccessUntil })
    .from(account)
    .where(eq(account.id, id))
    .for("share");
  if (!found) throw notFound("account");
  return found;
}

/** The same, to be shown. */
export async function shownSupportSetting(tx: Tx, id: Id<"account">): Promise<SupportSetting> {
  const [found] = await tx
    .select({ access: account.supportAccess, until: account.supportAccessUntil })
    .from(account)
    .where(eq(account.id, id));
  if (!found) throw notFound("account");
  return found;
}

/** Returns what it was. Nobody begins to act before the transaction ends. */
export async function changeSupportSetting(
  tx: Tx,
  id: Id<"account">,
  to: (before: SupportSetting) => SupportSetting,
): Promise<{ before: SupportSetting; after: SupportSetting }> {
  const [before] = await tx
    .select({ access: account.supportAccess, until: account.supportAccessUntil })
    .from(account)
    .where(eq(account.id, id))
    .for("no key update");
  if (!before) throw notFound("account");
  const after = to(before);
  await tx
    .update(account)
    .set({ supportAccess: after.access, supportAccessUntil: after.until })
    .where(eq(account.id, id));
  return { before, after };
}

/** Whom to tell of what they could do something about. Who may see chosen websites alone decides nothing for the account. */
export async function membersWhoMay(tx: Tx, id: Id<"account">, permission: Permission): Promise<Id<"person">[]> {
  const rows = await tx
    .select({ personId: membership.personId, role: membership.role })
    .from(membership)
    .where(and(eq(membership.accountId, id), isNull(membership.serviceIds)));
  return rows.filter(({ role }) => holds({ type: "member", role }, permission)).map(({ personId }) => personId);
}

/** Whom to tell what happens to the account. */
export async function ownersOf(tx: Tx, id: Id<"account">): Promise<Id<"person">[]> {
  const rows = await tx
    .select({ personId: membership.personId })
    .from(membership)
    .where(and(eq(membership.accountId, id), eq(membership.role, "owner")));
  return rows.map(({ personId }) => personId);
}
