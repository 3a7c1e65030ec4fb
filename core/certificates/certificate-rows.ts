import { eq } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import { notFound } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import { sealedAt } from "../kernel/sealed-column.ts";
import { certificate, certificateOrder } from "./certificate.sql.ts";

export type CertificateRow = typeof certificate.$inferSelect;

/** Where its key lives. */
export const keyOf = ({ id, accountId }: Pick<CertificateRow, "id" | "accountId">) =>
  sealedAt(certificate.privateKey, id, { kind: "account", id: accountId });

export async function lock(tx: Tx, id: Id<"certificate">): Promise<CertificateRow> {
  const [row] = await tx.select().from(certificate).where(eq(certificate.id, id)).for("update");
  if (!row) throw notFound("certificate");
  return row;
}

export const orderOf = (certificateId: Id<"certificate">) => eq(certificateOrder.certificateId, certificateId);

/** What is left of an order goes with its key. */
export const endOrder = (tx: Tx, certificateId: Id<"certificate">) =>
  tx.delete(certificateOrder).where(orderOf(certificateId)).returning({ directory: certificateOrder.directory });

/** None: they are gone. */
export async function namesOf(tx: Tx, id: Id<"certificate">): Promise<string[]> {
  const [row] = await tx.select({ names: certificate.names }).from(certificate).where(eq(certificate.id, id));
  return row?.names ?? [];
}
