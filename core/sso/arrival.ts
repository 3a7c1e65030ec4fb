import { and, eq } from "drizzle-orm";
import { z } from "zod";
import * as Identity from "../identity/index.ts";
import { DomainError } from "../kernel/errors.ts";
import type { DomainEvent, Outcome, Scope } from "../kernel/operation.ts";
import { valuesOf } from "./claims.ts";
import { ssoConnection } from "./connection.sql.ts";
import { speakerOf } from "./door.ts";
import { ssoIdentity, ssoSignIn } from "./identity.sql.ts";
import type { Identified } from "./ports.ts";
import { place } from "./roles.ts";
import type { Connection } from "./settings.ts";

type SignIn = typeof ssoSignIn.$inferSelect;

/** What becomes of somebody who comes back from a provider. */
export type Arrival =
  | { outcome: "signed_in"; begun: Identity.NewSession }
  /** The provider's own second factor does not count here, and they have one. */
  | { outcome: "second_factor"; half: Identity.PendingSignIn<Identity.SecondFactorAsked> }
  /** Somebody has that address here: they have to sign in once as they did until now, and say that it is them. */
  | { outcome: "connect"; email: string }
  /** Nobody was signed in: this is what the provider said. */
  | { outcome: "tested"; said: z.infer<typeof Said> }
  /** The provider gives them no role here, or none any more. */
  | { outcome: "no_role" };

const Said = z.object({
  email: z.string().nullable(),
  claims: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
});

/** What of it the page is told. */
export const Arrived = z
  .discriminatedUnion("outcome", [
    z.object({ outcome: z.literal("signed_in"), begun: z.object({ session: Identity.Session }) }),
    z.object({ outcome: z.literal("second_factor"), half: z.object({ shown: Identity.SecondFactorAsked }) }),
    z.object({ outcome: z.literal("connect"), email: z.string() }),
    z.object({ outcome: z.literal("tested"), said: Said }),
    z.object({ outcome: z.literal("no_role") }),
  ])
  .meta({ id: "SsoArrival" });

/** So long somebody may take to sign in as they did until now. */
const connectMs = 600_000;

export async function settle(
  scope: Scope,
  connection: Connection,
  signIn: SignIn,
  identified: Identified,
): Promise<Outcome<Arrival>> {
  const { tx, ctx } = scope;
  const at = ctx.now();
  const audited = (arrival: Arrival, target: string, events: readonly DomainEvent[] = []) => ({
    value: arrival,
    audit: { target, accountId: connection.accountId ?? undefined, after: { outcome: arrival.outcome } },
    events,
  });

  if (signIn.purpose === "test") {
    await tx.update(ssoConnection).set({ testedAt: at }).where(eq(ssoConnection.id, connection.id));
    return audited({ outcome: "tested", said: shownOf(identified) }, connection.id);
  }

  const known = await whoIs(scope, connection, identified);
  if (signIn.purpose === "confirm" && known?.id !== signIn.personId) throw somebodyElse();
  const email = known ? known.email : await coveredAddress(scope, connection, identified);
  const who = known ?? (await welcome(scope, connection, identified, email));
  if (!who) {
    const expiresAt = new Date(at.getTime() + connectMs);
    await tx
      .update(ssoSignIn)
      .set({ subject: identified.subject, email, expiresAt })
      .where(eq(ssoSignIn.id, signIn.id));
    return audited({ outcome: "connect", email }, connection.id);
  }
  const placed = await place(scope, connection, who, identified);
  if (!placed) return audited({ outcome: "no_role" }, who.id);

  const { authenticatedAt, multiFactor } = identified;
  const entered = await Identity.enter(scope, placed, {
    connectionId: connection.id,
    accountId: connection.accountId,
    confirmedAt: authenticatedAt !== null && authenticatedAt < at ? authenticatedAt : at,
    factor: multiFactor || connection.trustsFactors,
  });
  return "half" in entered
    ? audited({ outcome: "second_factor", half: entered.half }, who.id)
    : audited({ outcome: "signed_in", begun: entered.begun }, who.id, entered.events);
}

/** By the subject alone: an address may be given to somebody else, a subject is not. */
async function whoIs(
  { tx, ctx }: Scope,
  connection: Connection,
  { subject }: Identified,
): Promise<Identity.PersonRow | undefined> {
  const itself = and(eq(ssoIdentity.connectionId, connection.id), eq(ssoIdentity.subject, subject));
  const [found] = await tx.update(ssoIdentity).set({ lastUsedAt: ctx.now() }).where(itself).returning();
  if (!found) return undefined;
  return Identity.personOf(tx, found.personId);
}

/** The address of somebody new. A provider speaks for those of its own domains, and for nobody else. */
async function coveredAddress(
  { tx }: Scope,
  connection: Connection,
  { email, emailVerified }: Identified,
): Promise<string> {
  if (email === null) {
    const message = "The identity provider gave no email address. Whoever looks after it can let it.";
    throw new DomainError("forbidden", "sso.no_email", message);
  }
  if (emailVerified === false) {
    const message = "Your email address is not confirmed at the identity provider. Confirm it there, and try again.";
    throw new DomainError("forbidden", "sso.email_unverified", message);
  }
  if ((await speakerOf(tx, email.slice(email.lastIndexOf("@") + 1)))?.id !== connection.id) {
    const message = "This single sign-on does not speak for your email address. Whoever set it up can add its domain.";
    throw new DomainError("forbidden", "sso.address_not_covered", message);
  }
  return email;
}

const somebodyElse = () =>
  new DomainError("forbidden", "sso.somebody_else", "Somebody else signed in there. Sign in as yourself to confirm.");

/** Somebody new, known by the provider's subject from now on; undefined when somebody here has that address. */
async function welcome(
  { tx, ctx }: Scope,
  { id: connectionId }: Connection,
  { subject, name }: Identified,
  email: string,
): Promise<Identity.PersonRow | undefined> {
  const createdAt = ctx.now();
  const called = name ?? email.slice(0, email.lastIndexOf("@"));
  const who = await Identity.addPerson(tx, {
    ...{ email, name: called, passwordHash: null, emailVerifiedAt: createdAt, createdAt },
  });
  if (!who) return undefined;
  await tx.insert(ssoIdentity).values({ connectionId, subject, personId: who.id, createdAt, lastUsedAt: createdAt });
  return who;
}

const claimsMax = 40;
const valuesMax = 20;
/** What roles can hang on, for whoever sets them up. */
const shownOf = ({ email, claims }: Identified) => ({
  email,
  claims: Object.entries(claims)
    .filter(([name]) => !["at_hash", "nonce", "sid", "iat", "exp", "aud", "iss"].includes(name))
    .slice(0, claimsMax)
    .map(([name]) => ({
      name,
      values: valuesOf(claims, name)
        .slice(0, valuesMax)
        .map((value) => value.slice(0, 200)),
    }))
    .filter(({ values }) => values.length > 0),
});
