import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../kernel/db.ts";
import { DomainError, violates } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import { hostName } from "./host-name.sql.ts";
import { siteNameProblem } from "./site-name.state.ts";

/** The part of a site's address that the customer chooses. */
export const SiteName = z
  .string()
  .trim()
  .toLowerCase()
  .superRefine((name, check) => {
    const problem = siteNameProblem(name);
    if (problem !== undefined) check.addIssue({ code: "custom", message: problem });
  });

export async function claim(
  tx: Tx,
  row: { name: string; accountId: Id<"account">; orderId: Id<"order">; claimedAt: Date },
): Promise<void> {
  try {
    await tx.insert(hostName).values(row);
  } catch (error) {
    if (!violates(error, "host_name_pkey")) throw error;
    const message = "This name is taken. Choose another one.";
    throw new DomainError("conflict", "hosting.name_taken", message, {
      cause: error,
      fields: [{ path: "siteName", message }],
    });
  }
}

/** Frees the names that an order claimed. */
export async function release(tx: Tx, orderId: Id<"order">): Promise<void> {
  await tx.delete(hostName).where(eq(hostName.orderId, orderId));
}
