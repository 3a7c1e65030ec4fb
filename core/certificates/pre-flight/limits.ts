import { and, arrayOverlaps, desc, eq, gte, isNull, lt, ne, type SQL } from "drizzle-orm";
import type { Tx } from "../../kernel/db.ts";
import { certificate, certificateOrder, certificateTry } from "../certificate.sql.ts";
import type { CertificateRow } from "../certificate-rows.ts";
import type { AuthorityLimits, CertificateAuthority, CountLimit } from "../ports.ts";
import { countedBy, registeredName } from "./counted.ts";
import type { PreFlightFinding } from "./finding.state.ts";

/** As the strictest authorities count what comes to nothing and what is the same again, where one does not say. */
const usual = { perHost: { max: 5, hours: 1 }, perNames: { max: 5, hours: 168 } } as const;
const keptMs = 168 * 3_600_000;

export type Limit = Pick<PreFlightFinding, "code" | "name" | "found"> & { until: string };
type Row = Pick<CertificateRow, "id" | "names" | "chain" | "directory" | "askAt" | "finding">;

interface Try {
  names: readonly string[];
  directory: string;
  /** What had looked at the names found nothing; or there is a certificate, the successor of one of the same authority. */
  outcome: "refused" | "issued" | "renewed";
}

/** Counts what an authority counts too. A successor is no new certificate of its domain. As the platform. */
export async function noteTry(tx: Tx, { names, directory, outcome }: Try, at: Date): Promise<void> {
  await tx.delete(certificateTry).where(lt(certificateTry.at, new Date(at.getTime() - keptMs)));
  const { digest, hosts, domains } = countedBy(names);
  const counted = { hosts: outcome === "refused" ? hosts : [], domains: outcome === "issued" ? domains : [] };
  await tx.insert(certificateTry).values({
    ...{ digest, directory, at, ...counted },
    outcome: outcome === "refused" ? "refused" : "issued",
  });
}

/** By which authorities another try would only be counted, by our own rows, and until when. */
export async function limitsOf(
  tx: Tx,
  row: Row,
  authorities: readonly Pick<CertificateAuthority, "directory" | "limits">[],
  now: Date,
): Promise<Map<string, Limit>> {
  const { finding } = row;
  const limits = new Map<string, Limit>();
  const said = finding?.code === "certificate.rate_limited" && finding.until !== null ? finding : undefined;
  for (const { directory, limits: own } of authorities) {
    const limit =
      said?.until && new Date(said.until) > now
        ? { code: said.code, name: said.name, found: null, until: said.until }
        : await limitAt({ tx, now, directory }, row, own ?? {});
    if (limit) limits.set(directory, limit);
  }
  return limits;
}

interface Asked {
  tx: Tx;
  now: Date;
  directory: string;
}

/** Renewals that an authority asks for itself are limited by nothing but what comes to nothing. */
async function limitAt(
  asked: Asked,
  { id, names, chain, directory: issuer, askAt }: Row,
  { perHost = usual.perHost, perNames = usual.perNames, perDomain }: AuthorityLimits,
): Promise<Limit | undefined> {
  const [name = ""] = names;
  const { digest, hosts, domains } = countedBy(names);
  const { outcome } = certificateTry;
  const tried = await metUntil(asked, perHost, [eq(outcome, "refused"), arrayOverlaps(certificateTry.hosts, hosts)]);
  if (tried !== undefined) return { code: "certificate.tried_too_often", name, found: null, until: tried };
  const isRenewal = chain !== null && issuer === asked.directory;
  if (isRenewal && askAt !== null) return undefined;
  const had = await metUntil(asked, perNames, [eq(outcome, "issued"), eq(certificateTry.digest, digest)]);
  if (had !== undefined) return { code: "certificate.issued_too_often", name, found: null, until: had };
  if (isRenewal || !perDomain) return undefined;
  // What is under way is issued soon.
  const free = perDomain.max - (await underWay(asked, id, domains));
  const many = await metUntil(asked, { ...perDomain, max: free }, [
    ...[eq(outcome, "issued"), arrayOverlaps(certificateTry.domains, domains)],
  ]);
  if (many === undefined) return undefined;
  const found = String(perDomain.max);
  return { code: "certificate.domain_issued_too_often", name: registeredName(name), found, until: many };
}

/** How many other new certificates of these registered names are ordered there and not issued yet. */
async function underWay({ tx, directory }: Asked, id: Row["id"], domains: readonly string[]): Promise<number> {
  const rows = await tx
    .select({ names: certificate.names })
    .from(certificateOrder)
    .innerJoin(certificate, eq(certificate.id, certificateOrder.certificateId))
    .where(
      and(
        ...[eq(certificateOrder.directory, directory), isNull(certificateOrder.endedAt)],
        ...[ne(certificate.id, id), isNull(certificate.chain)],
      ),
    );
  return rows.filter(({ names }) => countedBy(names).domains.some((one) => domains.includes(one))).length;
}

/** Until when a limit is met: as long as so many have not left its time behind them. */
async function metUntil(
  { tx, now, directory }: Asked,
  { max, hours }: CountLimit,
  what: SQL[],
): Promise<string | undefined> {
  if (max <= 0) return new Date(now.getTime() + hours * 3_600_000).toISOString();
  const { at } = certificateTry;
  const lately = gte(at, new Date(now.getTime() - hours * 3_600_000));
  const [oldest] = await tx
    .select({ at })
    .from(certificateTry)
    .where(and(eq(certificateTry.directory, directory), lately, ...what))
    .orderBy(desc(at))
    .offset(max - 1)
    .limit(1);
  return oldest && new Date(oldest.at.getTime() + hours * 3_600_000).toISOString();
}
