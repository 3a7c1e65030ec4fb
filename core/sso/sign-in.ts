import { and, eq, gt, isNull } from "drizzle-orm";
import { z } from "zod";
import * as Identity from "../identity/index.ts";
import { may } from "../kernel/actor.ts";
import { DomainError } from "../kernel/errors.ts";
import { type Id, newId } from "../kernel/id.ts";
import { providerCommand, type Scope } from "../kernel/operation.ts";
import { Secret } from "../kernel/secret.ts";
import { settle } from "./arrival.ts";
import { attemptOf, redirectUriOf } from "./attempt.ts";
import { connectionBehind, doorOf, openSecret } from "./door.ts";
import { type Purpose, ssoSignIn } from "./identity.sql.ts";
import { type Connection, connectionOf } from "./settings.ts";

/** So long somebody may take at the provider; the cookie lives as long. */
export const attemptSeconds = 600;

/** A way to a provider. The token goes into a cookie of the browser that has to come back. */
export interface Departure {
  token: Secret<string>;
  url: string;
}

interface Begun {
  connection: Connection;
  purpose: Purpose;
  personId: Id<"person"> | null;
  loginHint?: string | undefined;
  door: string;
  publicUrl: string;
  token: Secret<string>;
}

const perform = async (ports: Scope["ctx"]["ports"], begun: Begun): Promise<string> => {
  const { connection, door, publicUrl, purpose, token, loginHint } = begun;
  const redirectUri = redirectUriOf(publicUrl, door);
  const attempt = attemptOf(token, { redirectUri, reauthenticate: purpose === "confirm" });
  return ports.identityProviders.authorizationUrl(connection, attempt, loginHint);
};

async function depart({ tx, ctx }: Scope, { connection, purpose, personId, token }: Begun, url: string) {
  const createdAt = ctx.now();
  const expiresAt = new Date(createdAt.getTime() + attemptSeconds * 1000);
  const row = { id: newId("ssoSignIn"), connectionId: connection.id, purpose, personId, createdAt, expiresAt };
  await tx.insert(ssoSignIn).values({ ...row, tokenHash: Identity.digestOf(token) });
  return {
    value: { token, url },
    audit: { target: connection.id, accountId: connection.accountId ?? undefined, after: { purpose } },
    events: [],
  };
}

/**
 * Leads to the provider of an account, of the staff, or of the company whose address somebody has. Whoever is signed in
 * may come back to confirm that it is them. As the platform: who is at the door sees no connections.
 */
export const begin = providerCommand({
  name: "sso.begin",
  input: z.object({ at: z.string().trim().max(254), confirm: z.boolean().default(false) }),
  allow: { anonymous: true, system: true },
  async intend({ tx, ctx }, { at, confirm }): Promise<Begun> {
    const connection = await connectionBehind(tx, at);
    if (!connection?.enabled) throw noConnection();
    const token = ctx.client?.session;
    const present = confirm && token ? await Identity.sessionBehind(tx, token, ctx.now()) : undefined;
    if (confirm && present?.connectionId !== connection.id) throw noConnection();
    return {
      connection,
      purpose: confirm ? "confirm" : "sign_in",
      personId: present?.personId ?? null,
      loginHint: at.includes("@") ? at : undefined,
      door: await doorOf(tx, connection.accountId),
      publicUrl: ctx.ports.addresses.publicUrl,
      token: Identity.newToken(),
    };
  },
  perform,
  settle: depart,
});

/** Leads to the provider to see whether people would come in, before any do. */
export const beginTest = providerCommand({
  name: "sso.begin_test",
  input: z.object({}),
  allow: may("sso:manage"),
  async intend(scope): Promise<Begun> {
    const connection = await connectionOf(scope);
    const { actor, ports } = scope.ctx;
    return {
      connection,
      purpose: "test",
      personId: "personId" in actor ? actor.personId : null,
      door: await doorOf(scope.tx, connection.accountId),
      publicUrl: ports.addresses.publicUrl,
      token: Identity.newToken(),
    };
  },
  perform,
  settle: depart,
});

/** The same whether there is no such account, or no single sign-on in it, or none any more. */
const noConnection = () =>
  new DomainError("not_found", "sso.no_connection", "There is no single sign-on for this. Sign in with your password.");

const Answered = z.record(z.string().max(100), z.string().max(8_000));

/**
 * What a provider sent the browser back with. An attempt is over when its browser came back, whatever it brought. As the
 * platform: it may make a person, a member or one of the staff of whoever comes.
 */
export const finish = providerCommand({
  name: "sso.finish",
  input: z.object({
    token: z.instanceof<typeof Secret<string>>(Secret).optional(),
    door: z.string().max(20),
    answered: Answered,
  }),
  allow: { anonymous: true, system: true },
  async intend(scope, { token, door, answered }) {
    const { tx, ctx } = scope;
    const now = ctx.now();
    const [signIn] = token
      ? await tx
          .update(ssoSignIn)
          .set({ usedAt: now })
          .where(
            and(
              eq(ssoSignIn.tokenHash, Identity.digestOf(token)),
              isNull(ssoSignIn.usedAt),
              gt(ssoSignIn.expiresAt, now),
            ),
          )
          .returning()
      : [];
    const connection = await connectionBehind(tx, door);
    // What this browser did not set out for is none of its business, however well it fits.
    if (!token || !signIn || connection?.id !== signIn.connectionId) return undefined;
    if (!connection.enabled && signIn.purpose !== "test") return undefined;
    const redirectUri = redirectUriOf(ctx.ports.addresses.publicUrl, door);
    const attempt = attemptOf(token, { redirectUri, reauthenticate: signIn.purpose === "confirm" });
    return { signIn, connection, attempt, answered, clientSecret: await openSecret(scope, connection) };
  },
  async perform(ports, intent) {
    // Only now, so that the attempt is over although it failed.
    if (!intent) throw strayAnswer();
    const { connection, clientSecret, attempt, answered } = intent;
    return ports.identityProviders.identify({ ...connection, clientSecret }, attempt, answered);
  },
  async settle(scope, intent, identified) {
    if (!intent) throw strayAnswer();
    return settle(scope, intent.connection, intent.signIn, identified);
  },
});

const strayAnswer = () =>
  new DomainError(
    "forbidden",
    "sso.stray_answer",
    "This sign-in was not begun in this browser, is too old, or was used already. Begin again.",
  );
