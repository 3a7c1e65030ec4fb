import { and, asc, eq, gte, inArray } from "drizzle-orm";
import type { Tx } from "../../kernel/db.ts";
import { operation } from "../../kernel/long-operation/long-operation.sql.ts";
import type { CertificateRow } from "../certificate-rows.ts";
import { issuePlan } from "../plans.ts";
import type { PreFlightFinding } from "./finding.state.ts";

/** As the strictest authorities count: tries that found nothing, by the hour, and the same names, by the week. */
const failed = { max: 5, withinMs: 3_600_000 } as const;
const issued = { max: 5, withinMs: 168 * 3_600_000 } as const;
/** Tries that an authority has looked at; what came to nothing before is none of its business. */
const lookedAt = ["certificate.not_proven", "certificate.refused"];

type Limit = Pick<PreFlightFinding, "code" | "until">;

/** Until when an authority would only count another try, by our own rows. Renewals that it asks for itself count nowhere. */
export async function limitOf(
  tx: Tx,
  row: Pick<CertificateRow, "id" | "chain" | "askAt" | "finding">,
  now: Date,
): Promise<Limit | undefined> {
  const { finding } = row;
  if (finding?.code === "certificate.rate_limited" && finding.until !== null && new Date(finding.until) > now)
    return { code: finding.code, until: finding.until };
  const ended = async ({ max, withinMs }: typeof failed | typeof issued, how: "failed" | "succeeded") => {
    const rows = await tx
      .select({ at: operation.finishedAt })
      .from(operation)
      .where(
        and(
          ...[eq(operation.subject, row.id), eq(operation.kind, issuePlan.kind), eq(operation.state, how)],
          gte(operation.finishedAt, new Date(now.getTime() - withinMs)),
          how === "failed" ? inArray(operation.failureCode, lookedAt) : undefined,
        ),
      )
      .orderBy(asc(operation.finishedAt));
    const oldest = rows.at(-max)?.at;
    return oldest ? new Date(oldest.getTime() + withinMs).toISOString() : undefined;
  };
  const tried = await ended(failed, "failed");
  if (tried !== undefined) return { code: "certificate.tried_too_often", until: tried };
  const renewsByItself = row.chain !== null && row.askAt !== null;
  const had = renewsByItself ? undefined : await ended(issued, "succeeded");
  return had === undefined ? undefined : { code: "certificate.issued_too_often", until: had };
}
