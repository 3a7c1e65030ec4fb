import { eq } from "drizzle-orm";
import { z } from "zod";
import {
  type Actor,
  accountOf,
  type MemberRole,
  may,
  memberRoles,
  type StaffRole,
  staffRoles,
} from "../kernel/actor.ts";
import { DomainError } from "../kernel/errors.ts";
import { newId } from "../kernel/id.ts";
import { command, providerCommand } from "../kernel/operation.ts";
import { seal } from "../kernel/sealed.ts";
import { Secret } from "../kernel/secret.ts";
import { ssoConnection } from "./connection.sql.ts";
import { secretAt } from "./door.ts";
import { ssoIdentity } from "./identity.sql.ts";
import { type Connection, connectionOf, Issuer, maybeConnectionOf, Role, settingsOf } from "./settings.ts";

const rulesMax = 50;
const Settings = z.object({
  issuer: Issuer,
  clientId: z.string().trim().min(1, { error: "Enter the client id." }).max(300),
  /** May be left out when another one is not meant. */
  clientSecret: z.string().trim().max(1_000).optional(),
  claim: z.string().trim().max(100),
  roles: z.array(z.object({ value: z.string().trim().min(1).max(200), role: Role })).max(rulesMax),
  defaultRole: Role.nullable(),
  trustsFactors: z.boolean(),
});

/** Sets a connection up, or changes it. Another provider has other people: who was known there is forgotten. */
export const save = providerCommand({
  name: "sso.save",
  input: Settings,
  allow: may("sso:manage"),
  confirm: true,
  async intend({ ctx: { actor } }, input) {
    const { roles, claim, defaultRole, clientSecret } = input;
    for (const role of [...roles.map((rule) => rule.role), ...(defaultRole === null ? [] : [defaultRole])])
      if (!isGiven(role, actor)) throw unusable("roles", "This role cannot be given by a provider.");
    if (roles.length > 0 && claim === "") throw unusable("claim", "Enter the claim on whose values the roles hang.");
    return { ...input, clientSecret: clientSecret ? new Secret(clientSecret) : undefined };
  },
  async perform(ports, { issuer }) {
    return (await ports.identityProviders.discover(issuer)).issuer;
  },
  async settle(scope, { clientSecret, ...wanted }, issuer) {
    const { tx, ctx } = scope;
    const accountId = accountOf(ctx.actor) ?? null;
    const before = await maybeConnectionOf(scope);
    const isAnother = before?.issuer !== issuer || before.clientId !== wanted.clientId;
    if (wanted.trustsFactors && (isAnother || !before?.trustsFactors)) demandOwner(ctx.actor);
    const id = before?.id ?? newId("ssoConnection");
    const secret = clientSecret && (await seal(ctx.ports.keys.in(tx), secretAt(id, accountId), clientSecret));
    // A secret of another provider is of no use to this one, and none of its business.
    if (!secret && isAnother) throw unusable("clientSecret", "Enter the client secret.");
    const settings = { ...wanted, issuer, ...(secret && { clientSecret: secret }) };
    const untested = { testedAt: null, enabled: false, enforced: false };
    if (before) {
      const since = isAnother && { providerSince: ctx.now() };
      const change = { ...settings, ...((isAnother || secret) && untested), ...since };
      await tx.update(ssoConnection).set(change).where(eq(ssoConnection.id, id));
      if (isAnother) await tx.delete(ssoIdentity).where(eq(ssoIdentity.connectionId, id));
    } else {
      if (!secret) throw unusable("clientSecret", "Enter the client secret.");
      const at = { providerSince: ctx.now(), createdAt: ctx.now() };
      await tx.insert(ssoConnection).values({ ...settings, id, accountId, clientSecret: secret, ...at });
    }
    return {
      value: await settingsOf(scope),
      audit: {
        target: id,
        accountId: accountId ?? undefined,
        before: before && said(before),
        after: { ...said({ ...wanted, issuer }), rekeyed: secret !== undefined },
      },
      events: [],
    };
  },
});

const said = ({ issuer, clientId, claim, roles, defaultRole, trustsFactors }: SaidSettings) => ({
  issuer,
  clientId,
  claim,
  roleRules: roles.map(({ value, role }) => `${value}: ${role}`),
  defaultRole,
  trustsFactors,
});
type SaidSettings = Pick<Connection, "issuer" | "clientId" | "claim" | "roles" | "defaultRole" | "trustsFactors">;

/** Nobody becomes an owner by what a provider says. */
const isGiven = (role: MemberRole | StaffRole, actor: Actor): boolean =>
  accountOf(actor) === undefined
    ? (staffRoles as readonly string[]).includes(role)
    : role !== "owner" && (memberRoles as readonly string[]).includes(role);

/** That signing in elsewhere stands for a second factor here is for whoever answers for the account. */
function demandOwner(actor: Actor): void {
  if (actor.type !== "member" || actor.role === "owner") return;
  const message = "Only an owner decides whether the provider’s second factor counts here.";
  throw new DomainError("forbidden", "sso.owner_decides", message);
}

const unusable = (path: string, message: string) =>
  new DomainError("invalid", "input.invalid", message, { fields: [{ path, message }] });

/** Lets people in, or makes it the only way in; both only when somebody came through with these very settings. */
export const switchTo = command({
  name: "sso.switch",
  input: z.object({ enabled: z.boolean(), enforced: z.boolean() }),
  allow: may("sso:manage"),
  confirm: true,
  async run(scope, { enabled, enforced }) {
    const { tx } = scope;
    const before = await connectionOf(scope);
    if ((enabled || enforced) && before.testedAt === null) {
      const message = "Sign in once as a test first: nobody has come through with these settings.";
      throw new DomainError("conflict", "sso.untested", message);
    }
    const after = { enabled, enforced: enabled && enforced };
    await tx.update(ssoConnection).set(after).where(eq(ssoConnection.id, before.id));
    return {
      value: await settingsOf(scope),
      audit: {
        target: before.id,
        accountId: before.accountId ?? undefined,
        before: { enabled: before.enabled, enforced: before.enforced },
        after,
      },
      events: [],
    };
  },
});

/** Ends every session that began through it; the people stay, and sign in by other ways. */
export const remove = command({
  name: "sso.remove",
  input: z.object({}),
  allow: may("sso:manage"),
  confirm: true,
  async run(scope) {
    const before = await connectionOf(scope);
    await scope.tx.delete(ssoConnection).where(eq(ssoConnection.id, before.id));
    return {
      value: await settingsOf(scope),
      audit: { target: before.id, accountId: before.accountId ?? undefined, before: said(before) },
      events: [],
    };
  },
});
