import { inArray, lte } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import { ssoSignIn } from "./identity.sql.ts";

/** Forgets up to `limit` attempts that nobody can continue any more. As the platform. */
export async function forgetSignIns(tx: Tx, now: Date, limit: number): Promise<number> {
  const over = tx.select({ id: ssoSignIn.id }).from(ssoSignIn).where(lte(ssoSignIn.expiresAt, now)).limit(limit);
  return (await tx.delete(ssoSignIn).where(inArray(ssoSignIn.id, over)).returning({ id: ssoSignIn.id })).length;
}
