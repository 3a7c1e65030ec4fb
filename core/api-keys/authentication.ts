import { and, eq, isNull, lt, or } from "drizzle-orm";
import { z } from "zod";
import type { Actor } from "../kernel/actor.ts";
import type { Db } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { isScope } from "../kernel/permissions.state.ts";
import type { Secret } from "../kernel/secret.ts";
import { apiKey, whatKeyOpens } from "./api-key.sql.ts";
import { isKeyToken, tokenHash } from "./key-token.ts";
import { allows } from "./network.ts";

const noteUseEvery = 60_000;

const Found = z.object({
  keyId: Id("apiKey"),
  accountId: Id("account"),
  scopes: z.array(z.string()),
  networks: z.array(z.string()),
  serviceIds: z.array(Id("service")).nullable(),
  expiresAt: z.date(),
  revokedAt: z.date().nullable(),
  lastUsedAt: z.date().nullable(),
});

/** What a request with this key may do. What cannot be a key is refused before the database is asked. */
export async function authenticate(db: Db, token: Secret<string>, now: Date, address: string): Promise<Actor> {
  if (!isKeyToken(token.reveal())) throw malformed();
  const [row] = await db.byDigest({ role: "visitor" }, whatKeyOpens, tokenHash(token));
  const found = row === undefined ? undefined : Found.parse(row);
  // A thief who holds a key learns neither that it is one nor that it would work elsewhere.
  if (!found || found.revokedAt !== null || !allows(found.networks, address)) throw refused();
  if (found.expiresAt <= now) throw expired();
  const { keyId, accountId, scopes, serviceIds, lastUsedAt } = found;
  if (lastUsedAt === null || now.getTime() - lastUsedAt.getTime() >= noteUseEvery) {
    await noteUse(db, keyId, now, address);
  }
  const limited = serviceIds === null ? {} : { serviceIds };
  return { type: "key", keyId, accountId, scopes: scopes.filter(isScope), ...limited };
}

/** Of requests that come at the same time one writes. */
const noteUse = (db: Db, id: Id<"apiKey">, now: Date, address: string): Promise<unknown> =>
  db.transaction({ role: "visitor" }, (tx) =>
    tx
      .update(apiKey)
      .set({ lastUsedAt: now, lastUsedAddress: address })
      .where(
        and(
          eq(apiKey.id, id),
          or(isNull(apiKey.lastUsedAt), lt(apiKey.lastUsedAt, new Date(now.getTime() - noteUseEvery + 1))),
        ),
      ),
  );

const malformed = () =>
  new DomainError(
    "unauthenticated",
    "key.malformed",
    "This is not an API key: it was mistyped or cut off. Send the header Authorization: Bearer rky_live_…",
  );
const refused = () =>
  new DomainError(
    "unauthenticated",
    "key.refused",
    "This API key is not accepted: it does not exist, was revoked, or may not be used from this address.",
  );
const expired = () =>
  new DomainError("unauthenticated", "key.expired", "This API key has expired. Make a new one in the portal.");
