import { and, asc, eq, gt, isNull, lte } from "drizzle-orm";
import { z } from "zod";
import * as Accounts from "../accounts/index.ts";
import * as Identity from "../identity/index.ts";
import type { Tx } from "../kernel/db.ts";
import { Id } from "../kernel/id.ts";
import { command, query } from "../kernel/operation.ts";
import { holds } from "../kernel/permissions.state.ts";
import { apiKey } from "./api-key.sql.ts";
import { warnDays } from "./api-key.state.ts";

const day = 86_400_000;
/** What is left then is found a minute later. */
const atOnce = 200;

/** Keys that end soon, of which nobody has been told. */
export const ending = query({
  name: "api_key.ending",
  input: z.object({}),
  allow: { system: true },
  async run({ tx, ctx }): Promise<Id<"apiKey">[]> {
    const now = ctx.now();
    const rows = await tx
      .select({ id: apiKey.id })
      .from(apiKey)
      .where(
        and(
          isNull(apiKey.revokedAt),
          isNull(apiKey.warnedAt),
          gt(apiKey.expiresAt, now),
          lte(apiKey.expiresAt, new Date(now.getTime() + warnDays * day)),
        ),
      )
      .orderBy(asc(apiKey.expiresAt))
      .limit(atOnce);
    return rows.map(({ id }) => id);
  },
});

/** Has its people told, once. */
export const warn = command({
  name: "api_key.warn",
  input: z.object({ keyId: Id("apiKey") }),
  allow: { system: true },
  async run({ tx, ctx }, { keyId }) {
    const [warned] = await tx
      .update(apiKey)
      .set({ warnedAt: ctx.now() })
      .where(and(eq(apiKey.id, keyId), isNull(apiKey.warnedAt), isNull(apiKey.revokedAt)))
      .returning();
    return {
      value: null,
      audit: {
        target: keyId,
        accountId: warned?.accountId,
        ...(warned && { after: { expiresAt: warned.expiresAt.toISOString() } }),
      },
      events: warned ? [{ type: "api_key.warned", subject: keyId }] : [],
    };
  },
});

/** A key that ends, and who can replace it: who made it, or else an owner. Undefined when it was revoked meanwhile. */
export async function endingAndPerson(tx: Tx, id: Id<"apiKey">) {
  const [key] = await tx
    .select()
    .from(apiKey)
    .where(and(eq(apiKey.id, id), isNull(apiKey.revokedAt)));
  if (!key) return undefined;
  const roles = await Accounts.rolesIn(tx, key.accountId);
  const creator = roles.get(key.createdBy);
  const manages = creator !== undefined && holds({ type: "member", role: creator }, "key:manage");
  const personId = manages ? key.createdBy : [...roles].find(([, role]) => role === "owner")?.[0];
  const to = personId && (await Identity.contactOf(tx, personId));
  return to ? { to, name: key.name, prefix: key.prefix, expiresAt: key.expiresAt } : undefined;
}
