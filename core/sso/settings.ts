import { eq, getTableColumns, isNull, type SQL } from "drizzle-orm";
import { z } from "zod";
import { type Actor, accountOf, may, memberRoles, staffRoles } from "../kernel/actor.ts";
import { notFound } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { providerQuery, query, type Scope } from "../kernel/operation.ts";
import { redirectUriOf } from "./attempt.ts";
import { ssoConnection, ssoDomain } from "./connection.sql.ts";
import { doorOf } from "./door.ts";
import "./ports.ts";

const { clientSecret: _, ...shownColumns } = getTableColumns(ssoConnection);
/** Without its secret, which members never read. */
export type Connection = Omit<typeof ssoConnection.$inferSelect, "clientSecret">;

export const Role = z.enum([...memberRoles, ...staffRoles]);

export const SsoDomain = z
  .object({
    id: Id("ssoDomain"),
    name: z.string(),
    /** The TXT record that shows whose it is. */
    record: z.object({ name: z.string(), value: z.string() }),
    verifiedAt: z.date().nullable(),
  })
  .meta({ id: "SsoDomain" });

export const SsoConnection = z
  .object({
    id: Id("ssoConnection"),
    issuer: z.string(),
    clientId: z.string(),
    claim: z.string(),
    roles: z.array(z.object({ value: z.string(), role: Role })),
    defaultRole: Role.nullable(),
    trustsFactors: z.boolean(),
    enabled: z.boolean(),
    enforced: z.boolean(),
    testedAt: z.date().nullable(),
    domains: z.array(SsoDomain),
  })
  .meta({ id: "SsoConnection" });
export type SsoConnection = z.infer<typeof SsoConnection>;

/** What is to be entered at the provider, and what is set up here; null while nothing is. */
export const SsoSettings = z
  .object({ redirectUri: z.string(), signInUrl: z.string(), connection: SsoConnection.nullable() })
  .meta({ id: "SsoSettings" });
export type SsoSettings = z.infer<typeof SsoSettings>;

/** Staff see every row: whose connection this is has to be said. */
export const ownedBy = (actor: Actor): SQL => {
  const accountId = accountOf(actor);
  return accountId === undefined ? isNull(ssoConnection.accountId) : eq(ssoConnection.accountId, accountId);
};

export async function maybeConnectionOf({ tx, ctx }: Scope): Promise<Connection | undefined> {
  const [row] = await tx.select(shownColumns).from(ssoConnection).where(ownedBy(ctx.actor)).for("update");
  return row;
}

export async function connectionOf(scope: Scope): Promise<Connection> {
  const row = await maybeConnectionOf(scope);
  if (!row) throw notFound("connection");
  return row;
}

export async function settingsOf({ tx, ctx }: Scope): Promise<SsoSettings> {
  const { publicUrl } = ctx.ports.addresses;
  const door = await doorOf(tx, accountOf(ctx.actor));
  const [row] = await tx.select(shownColumns).from(ssoConnection).where(ownedBy(ctx.actor));
  const domains = row
    ? await tx.select().from(ssoDomain).where(eq(ssoDomain.connectionId, row.id)).orderBy(ssoDomain.name)
    : [];
  return {
    redirectUri: redirectUriOf(publicUrl, door),
    signInUrl: `${publicUrl}/sso/${door}`,
    connection: row ? SsoConnection.parse({ ...row, domains: domains.map(shownDomain) }) : null,
  };
}

const shownDomain = (row: typeof ssoDomain.$inferSelect) => ({
  ...row,
  record: { name: recordOf(row.name), value: row.challenge },
});

export const recordOf = (domain: string): string => `_rookery-sso.${domain}`;

export const get = query({
  name: "sso.get",
  input: z.object({}),
  allow: may("sso:manage"),
  run: settingsOf,
});

export const Issuer = z
  .url({ protocol: /^https?$/, error: "Enter an address such as https://login.example.com." })
  .max(300);

export const SsoDiscovered = z.object({
  issuer: z.string(),
  authorizationEndpoint: z.string(),
  tokenEndpoint: z.string(),
  namesItself: z.boolean(),
});

/** Asks a provider what it is, and changes nothing. */
export const discover = providerQuery({
  name: "sso.discover",
  input: z.object({ issuer: Issuer }),
  allow: may("sso:manage"),
  intend: async (_scope, { issuer }) => issuer,
  perform: (ports, issuer) => ports.identityProviders.discover(issuer),
});
