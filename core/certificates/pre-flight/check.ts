import { eq } from "drizzle-orm";
import { z } from "zod";
import * as Domains from "../../domains/index.ts";
import { DomainError, notFound } from "../../kernel/errors.ts";
import { Id } from "../../kernel/id.ts";
import { lookNow } from "../../kernel/long-operation/plan.ts";
import { providerCommand } from "../../kernel/operation.ts";
import { may } from "../../kernel/permissions.state.ts";
import { certificate } from "../certificate.sql.ts";
import { certificateById } from "../domain-certificates.ts";
import { issuePlan } from "../plans.ts";
import { plainColumns } from "../shown.ts";
import type { PreFlightFinding } from "./finding.state.ts";

/** Looks from where nodes let somebody in, while a person waits. Null: all is well. */
export interface CertificateChecks {
  checkCertificate(request: { certificateId: Id<"certificate"> }): Promise<PreFlightFinding | null>;
}

declare module "../../kernel/operation.ts" {
  interface Ports {
    certificateChecks: CertificateChecks;
  }
}

/** Records and servers are asked no oftener, however often somebody presses. */
const againAfterMs = 10_000;

/** Looks now at what an authority would find for the names of a certificate, also while it is valid, and says what is wrong. */
export const check = providerCommand({
  name: "certificate.check",
  input: z.object({ certificateId: Id("certificate") }),
  allow: may("domain:manage"),
  async intend({ tx, ctx }, { certificateId }) {
    Domains.demandWholeAccount(ctx.actor);
    const [row] = await tx.select(plainColumns).from(certificate).where(eq(certificate.id, certificateId));
    if (!row) throw notFound("certificate");
    if (row.method === "manual")
      throw new DomainError("conflict", "certificate.brought", "It was brought here: no authority looks at its names.");
    const { checkedAt, checked } = row;
    const isFresh = checkedAt !== null && ctx.now().getTime() - checkedAt.getTime() < againAfterMs;
    return { certificateId, fresh: isFresh ? { finding: checked } : undefined };
  },
  async perform({ certificateChecks }, { certificateId, fresh }) {
    return fresh ?? { finding: await certificateChecks.checkCertificate({ certificateId }) };
  },
  async settle({ tx, ctx }, { certificateId, fresh }, { finding }) {
    const [row] = await tx
      .select(plainColumns)
      .from(certificate)
      .where(eq(certificate.id, certificateId))
      .for("update");
    if (!row) throw notFound("certificate");
    if (fresh) return { value: await certificateById(tx, certificateId), audit: "unchanged", events: [] };
    const now = ctx.now();
    await tx.update(certificate).set({ checkedAt: now, checked: finding }).where(eq(certificate.id, certificateId));
    // What an order waits for is gone: it need not wait any longer.
    const isFree = finding === null && row.finding !== null;
    const woken = isFree ? await lookNow(tx, { subject: certificateId, kind: issuePlan.kind }, now) : undefined;
    const value = await certificateById(tx, certificateId);
    if (row.checked?.code === finding?.code && !woken) return { value, audit: "unchanged", events: [] };
    const after = { host: row.names.join(", ") };
    const audit = { target: certificateId, accountId: row.accountId, after };
    return { value, audit, events: woken ? [woken] : [] };
  },
});
