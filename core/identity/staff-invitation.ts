import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { may, staffRoles } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { command, type DomainEvent, providerCommand } from "../kernel/operation.ts";
import { hashPassword } from "../kernel/password.ts";
import { Secret } from "../kernel/secret.ts";
import { demandGoodPassword } from "./password-change.ts";
import { person } from "./person.sql.ts";
import { Email } from "./session.ts";
import { type StaffMember, staffMember, stateOf } from "./staff.ts";
import { staffInvitation } from "./staff-invitation.sql.ts";
import { digestOf, newToken } from "./token.ts";

const linkHours = 72;
const Name = z.string().trim().min(1, { error: "Enter a name." }).max(80, { error: "At most 80 characters." });
const Appointment = { email: Email, name: Name, role: z.enum(staffRoles) };

/** Appoints somebody who is new here, without a password. Undefined when the address is known. */
async function added(
  tx: Tx,
  { email, name, role }: { email: string; name: string; role: StaffMember["role"] },
  at: Date,
): Promise<Id<"person"> | undefined> {
  const [row] = await tx
    .insert(person)
    .values({ id: newId("person"), email, name, staffRole: role, createdAt: at })
    .onConflictDoNothing({ target: person.email })
    .returning({ id: person.id });
  return row?.id;
}

/** A new link in place of those before it, which open nothing any more. Its token is made when it is mailed or shown. */
async function invitation(tx: Tx, personId: Id<"person">, at: Date): Promise<Id<"staffInvitation">> {
  const open = and(eq(staffInvitation.personId, personId), isNull(staffInvitation.usedAt));
  await tx.update(staffInvitation).set({ usedAt: at }).where(open);
  const id = newId("staffInvitation");
  await tx.insert(staffInvitation).values({ id, personId, createdAt: at });
  return id;
}

async function tokenOf(tx: Tx, id: Id<"staffInvitation">, at: Date): Promise<Secret<string>> {
  const token = newToken();
  const expiresAt = new Date(at.getTime() + linkHours * 3_600_000);
  await tx
    .update(staffInvitation)
    .set({ tokenHash: digestOf(token), expiresAt })
    .where(eq(staffInvitation.id, id));
  return token;
}

/** Behind the `#`, which no browser sends to a server: the token reaches no log and no Referer. */
export async function linkTo(
  publicUrl: string,
  email: string,
  token: Secret<string> | Promise<Secret<string>>,
): Promise<Secret<string>> {
  return new Secret(`${publicUrl}/join#${new URLSearchParams({ token: (await token).reveal(), email })}`);
}

const mailed = (id: Id<"staffInvitation">): DomainEvent => ({ type: "staff_invitation.requested", subject: id });

/**
 * The platform's own appointment, of its first administrator above all. The link is mailed, or handed to whoever sits
 * at the machine: `show`. Safe to repeat: who has begun keeps what they have, and who has not gets another link.
 */
export const appoint = command({
  name: "staff.appoint",
  input: z.object({ ...Appointment, show: z.boolean().default(false) }),
  allow: { system: true },
  async run({ tx, ctx }, { email, name, role, show }) {
    const at = ctx.now();
    const isNew = await added(tx, { email, name, role }, at);
    const [who] = await tx.select().from(person).where(eq(person.email, email)).for("update");
    const waits = who !== undefined && who.staffRole !== null && stateOf(who) === "invited";
    const id = waits ? await invitation(tx, who.id, at) : undefined;
    const link =
      id !== undefined && show ? await linkTo(ctx.ports.addresses.publicUrl, email, tokenOf(tx, id, at)) : null;
    const appointed = isNew !== undefined;
    return {
      value: { appointed, invited: waits, link },
      audit: { target: who?.id ?? "person", after: { email, name, role, appointed } },
      events: id !== undefined && !show ? [mailed(id)] : [],
    };
  },
});

/** An administrator appoints a colleague, who gets a link by mail. */
export const invite = command({
  name: "staff.invite",
  input: z.object(Appointment),
  allow: may("staff:manage"),
  confirm: true,
  async run({ tx, ctx }, input) {
    const at = ctx.now();
    const id = await added(tx, input, at);
    if (id === undefined) throw taken();
    const event = mailed(await invitation(tx, id, at));
    return { value: await staffMember(tx, id), audit: { target: id, after: input }, events: [event] };
  },
});

const taken = () => {
  const message = "Somebody signs in with this address already. Staff need an address of their own.";
  return new DomainError("conflict", "staff.email_taken", message, { fields: [{ path: "email", message }] });
};

/** Mails a colleague who has not begun another link; the one before opens nothing any more. */
export const resendInvitation = command({
  name: "staff.resend_link",
  input: z.object({ personId: Id("person") }),
  allow: may("staff:manage"),
  async run({ tx, ctx }, { personId }) {
    const at = ctx.now();
    const member = await staffMember(tx, personId);
    if (member.state !== "invited") {
      throw new DomainError(
        "conflict",
        "staff.wrong_state",
        "They have begun already: they sign in with their password.",
      );
    }
    const id = await invitation(tx, personId, at);
    return { value: member, audit: { target: personId }, events: [mailed(id)] };
  },
});

/** Makes the token of a link, for the mail that is being written. Null when another link took its place, or it was used. */
export const issueInvitation = command({
  name: "staff.issue_link",
  input: z.object({ invitationId: Id("staffInvitation") }),
  allow: { system: true },
  async run({ tx, ctx }, { invitationId }) {
    const [asked] = await tx.select().from(staffInvitation).where(eq(staffInvitation.id, invitationId)).for("update");
    const issued = asked !== undefined && asked.usedAt === null;
    const token = issued ? await tokenOf(tx, invitationId, ctx.now()) : null;
    return { value: token, audit: { target: asked?.personId ?? invitationId, after: { issued } }, events: [] };
  },
});

/** By the link: a password of their own, and a name if the one they were given is not theirs. Signs nobody in. */
export const join = providerCommand({
  name: "staff.join",
  input: z.object({ token: z.string().max(100), name: Name.optional(), password: z.string().max(256) }),
  allow: { anonymous: true },
  async intend({ tx, ctx }, { token, name, password }) {
    const [found] = await tx
      .select()
      .from(staffInvitation)
      .innerJoin(person, eq(person.id, staffInvitation.personId))
      .where(eq(staffInvitation.tokenHash, digestOf(new Secret(token))));
    const { usedAt = null, expiresAt = null } = found?.staff_invitation ?? {};
    if (!found || usedAt !== null || expiresAt === null || expiresAt <= ctx.now()) throw linkVoid();
    const { email, name: given } = found.person;
    demandGoodPassword(password, [ctx.ports.addresses.publicUrl, email, name ?? given], "password");
    return { invitationId: found.staff_invitation.id, personId: found.person.id, name, password: new Secret(password) };
  },
  /** Outside the transaction: the hash takes tens of milliseconds. */
  perform: (_ports, { password }) => hashPassword(password),
  async settle({ tx, ctx }, { invitationId, personId, name }, passwordHash) {
    const at = ctx.now();
    // Whoever comes second, however close behind, finds it used.
    const [used] = await tx
      .update(staffInvitation)
      .set({ usedAt: at })
      .where(and(eq(staffInvitation.id, invitationId), isNull(staffInvitation.usedAt)))
      .returning({ id: staffInvitation.id });
    const [who] = used
      ? await tx
          .update(person)
          .set({ passwordHash, emailVerifiedAt: at, ...(name !== undefined && { name }) })
          .where(and(eq(person.id, personId), isNull(person.deactivatedAt)))
          .returning({ id: person.id })
      : [];
    if (!who) throw linkVoid();
    return { value: {}, audit: { target: personId, after: { ...(name !== undefined && { name }) } }, events: [] };
  },
});

const linkVoid = () =>
  new DomainError(
    "invalid",
    "identity.link_void",
    "This link was used already or is too old. Ask whoever appointed you for a new one.",
  );

/** Whom a link goes to. */
export async function invitationAndPerson(
  tx: Tx,
  id: Id<"staffInvitation">,
): Promise<{ name: string; email: string } | undefined> {
  const [row] = await tx
    .select({ name: person.name, email: person.email })
    .from(staffInvitation)
    .innerJoin(person, eq(person.id, staffInvitation.personId))
    .where(eq(staffInvitation.id, id));
  return row;
}
