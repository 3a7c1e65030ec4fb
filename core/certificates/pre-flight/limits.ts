import { createHash } from "node:crypto";
import { and, asc, eq, gte, lt } from "drizzle-orm";
import type { Tx } from "../../kernel/db.ts";
import { certificateTry } from "../certificate.sql.ts";
import type { CertificateRow } from "../certificate-rows.ts";
import type { PreFlightFinding } from "./finding.state.ts";

/** As the strictest authorities count: tries that found nothing, by the hour, and the same names, by the week. */
const refused = { max: 5, withinMs: 3_600_000 } as const;
const issued = { max: 5, withinMs: 168 * 3_600_000 } as const;
/** Tries that an authority has looked at; what came to nothing before is none of its business. */
const lookedAt: ReadonlySet<string> = new Set(["certificate.not_proven", "certificate.refused"]);

type Limit = Pick<PreFlightFinding, "code" | "until">;
type Names = Pick<CertificateRow, "names">;

const digestOf = ({ names }: Names): string =>
  createHash("sha256").update(names.toSorted().join(" ")).digest("base64url");

/** Counts what an authority counts too. As the platform. */
export async function noteTry(tx: Tx, row: Names, failureCode: string | null, at: Date): Promise<void> {
  if (failureCode !== null && !lookedAt.has(failureCode)) return;
  await tx.delete(certificateTry).where(lt(certificateTry.at, new Date(at.getTime() - issued.withinMs)));
  const outcome = failureCode === null ? "issued" : "refused";
  await tx.insert(certificateTry).values({ digest: digestOf(row), outcome, at });
}

/** Until when an authority would only count another try, by our own rows. Renewals that it asks for itself count nowhere. */
export async function limitOf(
  tx: Tx,
  row: Pick<CertificateRow, "names" | "chain" | "askAt" | "finding">,
  now: Date,
): Promise<Limit | undefined> {
  const { finding } = row;
  if (finding?.code === "certificate.rate_limited" && finding.until !== null && new Date(finding.until) > now)
    return { code: finding.code, until: finding.until };
  const since = async ({ max, withinMs }: typeof refused | typeof issued, outcome: "issued" | "refused") => {
    const { digest, at } = certificateTry;
    const same = and(eq(digest, digestOf(row)), eq(certificateTry.outcome, outcome));
    const rows = await tx
      .select({ at })
      .from(certificateTry)
      .where(and(same, gte(at, new Date(now.getTime() - withinMs))))
      .orderBy(asc(at));
    const oldest = rows.at(-max)?.at;
    return oldest ? new Date(oldest.getTime() + withinMs).toISOString() : undefined;
  };
  const tried = await since(refused, "refused");
  if (tried !== undefined) return { code: "certificate.tried_too_often", until: tried };
  const renewsByItself = row.chain !== null && row.askAt !== null;
  const had = renewsByItself ? undefined : await since(issued, "issued");
  return had === undefined ? undefined : { code: "certificate.issued_too_often", until: had };
}
