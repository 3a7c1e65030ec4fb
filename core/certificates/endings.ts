import { eq } from "drizzle-orm";
import type { Id } from "../kernel/id.ts";
import type { Endings, LongOperation } from "../kernel/long-operation/plan.ts";
import { certificate } from "./certificate.sql.ts";
import { type CertificateRow, endOrder } from "./certificate-rows.ts";
import { tryAgainAt } from "./renewal.state.ts";

const subjectOf = (operation: LongOperation) => operation.subject as Id<"certificate">;

const auditOf = (operation: LongOperation, row: CertificateRow | undefined) => ({
  target: operation.subject,
  accountId: operation.accountId ?? undefined,
  after: { host: row?.names.join(", ") ?? "" },
});

/** The names may have gone meanwhile, and the certificate with them. */
export const issueEndings: Endings = {
  async succeeded({ tx }, operation) {
    const certificateId = subjectOf(operation);
    await endOrder(tx, certificateId);
    const set = { failures: 0, failureCode: null, failureMessage: null, finding: null };
    const [row] = await tx.update(certificate).set(set).where(eq(certificate.id, certificateId)).returning();
    return { audit: auditOf(operation, row), events: [] };
  },
  async failed({ tx, ctx }, operation, { code, message }) {
    const certificateId = subjectOf(operation);
    await endOrder(tx, certificateId);
    const [row] = await tx.select().from(certificate).where(eq(certificate.id, certificateId)).for("update");
    const audit = auditOf(operation, row);
    if (!row) return { audit, events: [] };
    const state = row.state === "requested" ? "failed" : row.state;
    const failures = row.failures + 1;
    const { notBefore, notAfter } = row;
    const renewAt = notBefore && notAfter ? tryAgainAt({ notBefore, notAfter }, failures, ctx.now()) : null;
    const set = { state, failures, renewAt, failureCode: code, failureMessage: message, failedAt: ctx.now() };
    await tx.update(certificate).set(set).where(eq(certificate.id, certificateId));
    return { audit, events: [] };
  },
  async restarted({ tx }, operation) {
    const set = { failureCode: null, failureMessage: null, finding: null };
    await tx
      .update(certificate)
      .set(set)
      .where(eq(certificate.id, subjectOf(operation)));
  },
};
