import { and, count, eq, gt, isNotNull, isNull, ne, or } from "drizzle-orm";
import { z } from "zod";
import * as Accounts from "../accounts/index.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { command, providerCommand } from "../kernel/operation.ts";
import { hashPassword } from "../kernel/password.ts";
import { Secret } from "../kernel/secret.ts";
import { demandGoodPassword } from "./password-change.ts";
import { person } from "./person.sql.ts";
import { addPerson, PersonName, personByEmail } from "./person.ts";
import { registration } from "./registration.sql.ts";
import { begin, Email } from "./session.ts";
import { digestOf, newToken } from "./token.ts";
import { type UserAgent, userAgentOf } from "./user-agent.ts";

const linkHours = 24;
/** However often somebody asks, nobody's mailbox fills up; the links that were sent go on working. */
const mailsPerDay = 5;

/** Answers the same, after the same work, whether anybody has that address or not. */
export const requestRegistration = command({
  name: "registration.request",
  input: z.object({ email: Email }),
  allow: { anonymous: true },
  async run({ tx, ctx }, { email }) {
    const id = newId("registration");
    const { address = "", userAgent = "" } = ctx.client ?? {};
    await tx.insert(registration).values({ id, email, address, userAgent, createdAt: ctx.now() });
    return { value: {}, audit: { target: id }, events: [{ type: "registration.requested", subject: id }] };
  },
});

/**
 * Decides what the mail says that is being written, and makes the token of its link: nothing else ever holds it. Null when
 * somebody has the address, who then is told, or when it was sent enough. Made anew when the mail is sent anew.
 */
export const issueRegistration = command({
  name: "registration.issue",
  input: z.object({ registrationId: Id("registration") }),
  allow: { system: true },
  async run({ tx, ctx }, { registrationId }) {
    const now = ctx.now();
    const [asked] = await tx.select().from(registration).where(eq(registration.id, registrationId)).for("update");
    const written = asked?.usedAt === null && (await sentLately(tx, asked, now)) < mailsPerDay;
    const knownTo = written ? await personByEmail(tx, asked.email) : undefined;
    const token = newToken();
    if (written) {
      const expiresAt = new Date(now.getTime() + linkHours * 3_600_000);
      const link = knownTo ? { personId: knownTo, tokenHash: null } : { tokenHash: digestOf(token), expiresAt };
      await tx.update(registration).set(link).where(eq(registration.id, registrationId));
    }
    const issued = written && !knownTo;
    return {
      value: issued ? token : null,
      audit: { target: knownTo ?? registrationId, after: { registrationId, issued, known: knownTo !== undefined } },
      events: [],
    };
  },
});

async function sentLately(tx: Tx, { id, email }: typeof registration.$inferSelect, now: Date): Promise<number> {
  const since = new Date(now.getTime() - 86_400_000);
  const [found] = await tx
    .select({ mails: count() })
    .from(registration)
    .where(
      and(
        eq(registration.email, email),
        ne(registration.id, id),
        gt(registration.createdAt, since),
        or(isNotNull(registration.tokenHash), isNotNull(registration.personId)),
      ),
    );
  return found?.mails ?? 0;
}

/** The person, whose address the link has shown to be theirs, their account, and the session that goes on from here. */
export const register = providerCommand({
  name: "person.register",
  input: z.object({
    token: z.string().max(100),
    name: PersonName,
    accountName: PersonName,
    password: z.string().max(256),
  }),
  allow: { anonymous: true },
  async intend({ tx, ctx }, { token, name, accountName, password }) {
    const [asked] = await tx
      .select()
      .from(registration)
      .where(eq(registration.tokenHash, digestOf(new Secret(token))));
    if (!asked || !isOpen(asked, ctx.now())) throw linkVoid();
    const { id, email } = asked;
    demandGoodPassword(password, [ctx.ports.addresses.publicUrl, email, name, accountName], "password");
    return { registrationId: id, email, name, accountName, password: new Secret(password) };
  },
  /** Outside the transaction: the hash takes tens of milliseconds. */
  perform: (_ports, { password }) => hashPassword(password),
  async settle(scope, { registrationId, email, name, accountName }, passwordHash) {
    const { tx, ctx } = scope;
    const at = ctx.now();
    // Whoever comes second, however close behind, finds it used.
    const [used] = await tx
      .update(registration)
      .set({ usedAt: at })
      .where(and(eq(registration.id, registrationId), isNull(registration.usedAt)))
      .returning({ id: registration.id });
    if (!used) throw linkVoid();
    // What else was sent opens nothing any more.
    const unused = and(eq(registration.email, email), isNull(registration.usedAt));
    await tx.update(registration).set({ usedAt: at }).where(unused);
    const who = await addPerson(tx, { email, name, passwordHash, emailVerifiedAt: at, createdAt: at });
    if (!who) throw linkVoid();
    const home = await Accounts.open(tx, { name: accountName, ownerId: who.id, at });
    const { begun, events } = await begin(scope, who);
    return {
      value: begun,
      audit: { target: who.id, accountId: home.id, after: { email, name, accountName } },
      events: [{ type: "person.registered", subject: who.id }, ...events],
    };
  },
});

const isOpen = ({ usedAt, expiresAt }: typeof registration.$inferSelect, now: Date): boolean =>
  usedAt === null && expiresAt !== null && expiresAt > now;

const linkVoid = () =>
  new DomainError("invalid", "identity.link_void", "This link was used already or is too old. Ask for a new one.");

/** What the mail about a registration says: who asked, and the name of whoever has the address already. */
export async function registrationAndPerson(
  tx: Tx,
  id: Id<"registration">,
): Promise<{ name: string | null; email: string; address: string; at: Date; agent: UserAgent } | undefined> {
  const [row] = await tx
    .select()
    .from(registration)
    .leftJoin(person, eq(person.id, registration.personId))
    .where(eq(registration.id, id));
  if (!row) return undefined;
  const { email, address, createdAt, userAgent } = row.registration;
  return { name: row.person?.name ?? null, email, address, at: createdAt, agent: userAgentOf(userAgent) };
}
