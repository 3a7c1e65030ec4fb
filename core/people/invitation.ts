import { and, asc, count, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import * as Accounts from "../accounts/index.ts";
import * as Identity from "../identity/index.ts";
import { may, memberRoles } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { command, type DomainEvent, query } from "../kernel/operation.ts";
import { only } from "../kernel/rows.ts";
import { invitation } from "./invitation.sql.ts";
import { ChosenServices, demandGives, demandServices, manager, websitesForLog } from "./members.ts";

export type InvitationRow = typeof invitation.$inferSelect;

const openDays = 7;
const openMax = 50;

/** An owner is made of a member, never by mail. */
export const InvitedRole = z.enum(memberRoles).exclude(["owner"]);

export const Invitation = z
  .object({
    id: Id("invitation"),
    email: z.string(),
    role: z.enum(memberRoles),
    /** Null: all of the account's. */
    serviceIds: z.array(Id("service")).nullable(),
    /** Who sent it last; null once they are no member any more. */
    invitedBy: z.string().nullable(),
    createdAt: z.date(),
    expiresAt: z.date(),
  })
  .meta({ id: "Invitation" });
export type Invitation = z.infer<typeof Invitation>;

const isOpen = and(isNull(invitation.acceptedAt), isNull(invitation.withdrawnAt));

/** Those that nobody has accepted or withdrawn, also when their link is too old by now. */
export const list = query({
  name: "invitation.list",
  input: z.object({}),
  allow: may("member:manage"),
  async run({ tx, ctx: { actor } }): Promise<{ items: Invitation[] }> {
    if (!("accountId" in actor)) throw notFound("account");
    const rows = await tx
      .select()
      .from(invitation)
      .where(and(eq(invitation.accountId, actor.accountId), isOpen))
      .orderBy(asc(invitation.id));
    return { items: await Promise.all(rows.map((row) => shown(tx, row))) };
  },
});

const shown = async (tx: Tx, row: InvitationRow): Promise<Invitation> => ({
  ...row,
  invitedBy: (await Identity.contactOf(tx, row.invitedBy))?.name ?? null,
});

/** The answer is the same whether or not anybody signs in with the address. */
export const invite = command({
  name: "invitation.create",
  input: z.object({ email: Identity.Email, role: InvitedRole, serviceIds: ChosenServices }),
  allow: may("member:manage"),
  async run(scope, { email, role, serviceIds }) {
    const { tx, ctx } = scope;
    const { accountId, own } = await manager(scope);
    demandGives(own.role, role);
    await demandServices(tx, role, serviceIds);
    // Of all people only colleagues are seen from here.
    const known = await Identity.personByEmail(tx, email);
    if (known && (await Accounts.membershipOf(tx, accountId, known))) throw memberAlready();
    const now = ctx.now();
    const place = { role, serviceIds: serviceIds && [...serviceIds], ...sentBy(own.personId, now) };
    const [before] = await tx
      .select()
      .from(invitation)
      .where(and(eq(invitation.accountId, accountId), eq(invitation.email, email), isOpen));
    if (before && before.expiresAt > now) throw invitedAlready();
    if (!before) await demandRoom(tx, accountId);
    const row = only(
      before
        ? await tx.update(invitation).set(place).where(eq(invitation.id, before.id)).returning()
        : await tx
            .insert(invitation)
            .values({ id: newId("invitation"), accountId, email, createdAt: now, ...place })
            .returning(),
    );
    const after = { email, role, websites: await websitesForLog(tx, serviceIds) };
    return {
      value: await shown(tx, row),
      audit: { target: row.id, accountId, after },
      events: [mailed(row.id)],
    };
  },
});

/** Mails another link, good for as long as a new one; the one before it opens nothing any more. */
export const resend = command({
  name: "invitation.resend",
  input: z.object({ invitationId: Id("invitation") }),
  allow: may("member:manage"),
  async run(scope, { invitationId }) {
    const { tx, ctx } = scope;
    const { accountId, own } = await manager(scope);
    const before = await openOne(tx, accountId, invitationId);
    demandGives(own.role, before.role);
    const change = sentBy(own.personId, ctx.now());
    const row = only(await tx.update(invitation).set(change).where(eq(invitation.id, invitationId)).returning());
    const { email } = row;
    return {
      value: await shown(tx, row),
      audit: { target: invitationId, accountId, after: { email } },
      events: [mailed(invitationId)],
    };
  },
});

export const withdraw = command({
  name: "invitation.withdraw",
  input: z.object({ invitationId: Id("invitation") }),
  allow: may("member:manage"),
  async run(scope, { invitationId }) {
    const { tx, ctx } = scope;
    const { accountId } = await manager(scope);
    const { email, role } = await openOne(tx, accountId, invitationId);
    await tx.update(invitation).set({ withdrawnAt: ctx.now() }).where(eq(invitation.id, invitationId));
    return { value: {}, audit: { target: invitationId, accountId, before: { email, role } }, events: [] };
  },
});

/** Makes the token of a link, for the mail that is being written: nothing else ever holds it. Null when it is not open. */
export const issue = command({
  name: "invitation.issue",
  input: z.object({ invitationId: Id("invitation") }),
  allow: { system: true },
  async run({ tx, ctx }, { invitationId }) {
    const [row] = await tx.select().from(invitation).where(eq(invitation.id, invitationId)).for("update");
    const issued = row !== undefined && stateOf(row, ctx.now()) === "open";
    const token = Identity.newToken();
    if (issued) {
      await tx
        .update(invitation)
        .set({ tokenHash: Identity.digestOf(token) })
        .where(eq(invitation.id, invitationId));
    }
    const audit = { target: invitationId, accountId: row?.accountId, after: { email: row?.email, issued } };
    return { value: issued ? token : null, audit, events: [] };
  },
});

export const invitationStates = ["open", "accepted", "withdrawn", "expired"] as const;

export function stateOf(
  { acceptedAt, withdrawnAt, expiresAt }: Pick<InvitationRow, "acceptedAt" | "withdrawnAt" | "expiresAt">,
  now: Date,
): (typeof invitationStates)[number] {
  if (acceptedAt !== null) return "accepted";
  if (withdrawnAt !== null) return "withdrawn";
  return expiresAt > now ? "open" : "expired";
}

/** Also for the mail: as the platform. */
export async function invitationById(tx: Tx, id: Id<"invitation">): Promise<InvitationRow | undefined> {
  const [row] = await tx.select().from(invitation).where(eq(invitation.id, id));
  return row;
}

async function openOne(tx: Tx, accountId: Id<"account">, id: Id<"invitation">): Promise<InvitationRow> {
  const [row] = await tx
    .select()
    .from(invitation)
    .where(and(eq(invitation.id, id), eq(invitation.accountId, accountId)))
    .for("update");
  if (!row) throw notFound("invitation");
  if (row.acceptedAt !== null) throw over("invitation.accepted", "This invitation was accepted meanwhile.");
  if (row.withdrawnAt !== null) throw over("invitation.withdrawn", "This invitation was withdrawn meanwhile.");
  return row;
}

const sentBy = (personId: Id<"person">, now: Date) => ({
  invitedBy: personId,
  tokenHash: null,
  expiresAt: new Date(now.getTime() + openDays * 86_400_000),
});

const mailed = (id: Id<"invitation">): DomainEvent => ({ type: "invitation.requested", subject: id });

async function demandRoom(tx: Tx, accountId: Id<"account">): Promise<void> {
  const [open] = await tx
    .select({ of: count() })
    .from(invitation)
    .where(and(eq(invitation.accountId, accountId), isOpen));
  if ((open?.of ?? 0) < openMax) return;
  throw over("invitation.too_many", `${openMax} invitations are open. Withdraw some of them first.`);
}

const over = (code: string, message: string) => new DomainError("conflict", code, message);
const atEmail = (code: string, message: string) =>
  new DomainError("conflict", code, message, { fields: [{ path: "email", message }] });
const memberAlready = () => atEmail("account.member_already", "That person belongs to this account already.");
const invitedAlready = () =>
  atEmail("invitation.exists", "That address is invited already. You can send the link again from the list.");
