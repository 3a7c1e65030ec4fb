import { and, eq, isNotNull, isNull } from "drizzle-orm";
import * as Accounts from "../accounts/index.ts";
import type { KeyScope } from "../kernel/data-key.ts";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import type { Scope } from "../kernel/operation.ts";
import "../kernel/ports.ts";
import { open } from "../kernel/sealed.ts";
import { sealedAt } from "../kernel/sealed-column.ts";
import type { Secret } from "../kernel/secret.ts";
import { type Door, staffDoor } from "./attempt.ts";
import { ssoConnection, ssoDomain } from "./connection.sql.ts";

type Connection = typeof ssoConnection.$inferSelect;

export const doorOf = async (tx: Tx, accountId: Id<"account"> | null | undefined): Promise<Door> =>
  accountId ? String((await Accounts.get(tx, accountId)).number) : staffDoor;

/** The connection behind a door, or the one that speaks for an address. As the platform. */
export async function connectionBehind(tx: Tx, at: string): Promise<Connection | undefined> {
  const [, domain] = at.toLowerCase().split("@");
  if (domain !== undefined) return speakerOf(tx, domain);
  const accountId = at === staffDoor ? null : await Accounts.withNumber(tx, at);
  if (accountId === undefined) return undefined;
  const owned = accountId === null ? isNull(ssoConnection.accountId) : eq(ssoConnection.accountId, accountId);
  const [found] = await tx.select().from(ssoConnection).where(owned);
  return found;
}

/** Of all connections one alone may speak for a domain. */
export async function speakerOf(tx: Tx, domain: string): Promise<Connection | undefined> {
  const [found] = await tx
    .select({ connection: ssoConnection })
    .from(ssoDomain)
    .innerJoin(ssoConnection, eq(ssoConnection.id, ssoDomain.connectionId))
    .where(and(eq(ssoDomain.name, domain), isNotNull(ssoDomain.verifiedAt)));
  return found?.connection;
}

export const secretAt = (id: Id<"ssoConnection">, accountId: Id<"account"> | null) => {
  const scope: KeyScope = accountId === null ? { kind: "platform" } : { kind: "account", id: accountId };
  return sealedAt(ssoConnection.clientSecret, id, scope);
};

/** As the platform, for the call to the provider. */
export const openSecret = ({ tx, ctx }: Scope, { id, accountId, clientSecret }: Connection): Promise<Secret<string>> =>
  open(ctx.ports.keys.in(tx), secretAt(id, accountId), clientSecret);
