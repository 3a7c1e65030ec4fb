import { apiKey } from "#core/api-keys/api-key.sql.ts";
import { newKeyToken, tokenHash } from "#core/api-keys/key-token.ts";
import type { Tx } from "#core/kernel/db.ts";
import { type Id, newId } from "#core/kernel/id.ts";
import { type KeyScope, scopes } from "#core/kernel/permissions.state.ts";

export const keyCallers = ["key", "key without scope", "key expired", "stranger's key"] as const;
export type KeyCaller = (typeof keyCallers)[number];

export const isKeyCaller = (caller: string): caller is KeyCaller => (keyCallers as readonly string[]).includes(caller);

interface Home {
  accountId: Id<"account">;
  createdBy: Id<"person">;
  createdAt: Date;
}

/** A key as it would be made, with more or fewer scopes than anybody could choose. Its token is what is sent. */
export async function addKey(
  tx: Tx,
  { accountId, createdBy, createdAt }: Home,
  { name = "test", scopes: held, days = 365 }: { name?: string; scopes: readonly KeyScope[]; days?: number },
): Promise<string> {
  const { token, prefix } = newKeyToken();
  const expiresAt = new Date(createdAt.getTime() + days * 86_400_000);
  await tx.insert(apiKey).values({
    ...{ id: newId("apiKey"), accountId, name, prefix, tokenHash: tokenHash(token), scopes: [...held], networks: [] },
    ...{ createdBy, createdAt, expiresAt },
  });
  return token.reveal();
}

/** Every scope there is, none, every scope too late, and every scope in another account; and one that nobody uses. */
export async function addKeys(tx: Tx, home: Home, elsewhere: Id<"account">): Promise<Map<KeyCaller, string>> {
  await addKey(tx, home, { name: "spare", scopes });
  return new Map([
    ["key", await addKey(tx, home, { scopes })],
    ["key without scope", await addKey(tx, home, { scopes: [] })],
    ["key expired", await addKey(tx, home, { scopes, days: 0 })],
    ["stranger's key", await addKey(tx, { ...home, accountId: elsewhere }, { scopes })],
  ]);
}
