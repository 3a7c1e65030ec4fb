import { eq } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import { billingCustomer } from "./customer.sql.ts";

/** The payment provider's customer that an account is; undefined before its first checkout. */
export async function customerOf(tx: Tx, accountId: Id<"account">): Promise<string | undefined> {
  const [row] = await tx.select().from(billingCustomer).where(eq(billingCustomer.accountId, accountId));
  return row?.customerId;
}

export async function rememberCustomer(tx: Tx, accountId: Id<"account">, customerId: string, at: Date): Promise<void> {
  await tx.insert(billingCustomer).values({ accountId, customerId, createdAt: at }).onConflictDoNothing();
}
