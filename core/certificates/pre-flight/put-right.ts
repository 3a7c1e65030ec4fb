import { eq } from "drizzle-orm";
import { z } from "zod";
import * as Dns from "../../dns/index.ts";
import { DomainError, notFound } from "../../kernel/errors.ts";
import { Id } from "../../kernel/id.ts";
import { lookNow } from "../../kernel/long-operation/plan.ts";
import { command } from "../../kernel/operation.ts";
import { may } from "../../kernel/permissions.state.ts";
import { certificate } from "../certificate.sql.ts";
import { certificateById } from "../domain-certificates.ts";
import { issuePlan } from "../plans.ts";
import { plainColumns } from "../shown.ts";
import { isFixable } from "./finding.state.ts";

/** Makes the change of our own zone that a pre-flight has named, and has it looked again. */
export const putRight = command({
  name: "certificate.put_right",
  input: z.object({ certificateId: Id("certificate") }),
  allow: may("zone:manage"),
  async run(scope, { certificateId }) {
    const { tx, ctx } = scope;
    const [row] = await tx.select(plainColumns).from(certificate).where(eq(certificate.id, certificateId));
    if (!row) throw notFound("certificate");
    const { accountId, names } = row;
    const finding = row.finding ?? row.checked;
    if (!finding || !isFixable(finding) || finding.zoneId === null)
      throw new DomainError(
        "conflict",
        "certificate.nothing_to_fix",
        "There is nothing here that a record puts right.",
      );
    const events = await Dns.putRight(scope, Id("zone").parse(finding.zoneId), finding);
    // What was to wait until records may be others need not do so any more, and what was seen is not so any more.
    const freed = row.finding && { ...row.finding, until: null };
    await tx
      .update(certificate)
      .set({ finding: freed, checkedAt: null, checked: null })
      .where(eq(certificate.id, certificateId));
    const woken = await lookNow(tx, { subject: certificateId, kind: issuePlan.kind }, ctx.now());
    const value = await certificateById(tx, certificateId);
    const audit = { target: certificateId, accountId, after: { host: names.join(", ") } };
    return { value, audit, events: woken ? [...events, woken] : events };
  },
});
