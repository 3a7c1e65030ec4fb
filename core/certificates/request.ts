import { and, desc, eq, gt, inArray, ne } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import { type Id, newId } from "../kernel/id.ts";
import { isUnderWay, lookNow, start } from "../kernel/long-operation/plan.ts";
import type { DomainEvent, Scope } from "../kernel/operation.ts";
import { certificate } from "./certificate.sql.ts";
import type { ChallengeMethod } from "./certificate.state.ts";
import type { CertificateRow } from "./certificate-rows.ts";
import { covers } from "./names.state.ts";
import { issuePlan } from "./plans.ts";
import { plainColumns } from "./shown.ts";

/**
 * Has a certificate issued for exactly these names, as DNS has them. Whoever asks has made sure whose they are. Where there
 * is one, or one is on its way, there is nothing to do and no event.
 */
export async function requestCertificate(
  { tx, ctx }: Scope,
  { accountId, names, method }: { accountId: Id<"account">; names: readonly string[]; method: ChallengeMethod },
): Promise<{ certificateId: Id<"certificate">; events: DomainEvent[] }> {
  if (method === "http-01" && names.some((name) => name.startsWith("*.")))
    throw new DomainError("invalid", "certificate.wildcard_by_dns", "A wildcard is shown to be yours by DNS alone.");
  const key = { accountId, names: [...new Set(names)].toSorted() };
  const fresh = {
    id: newId("certificate"),
    ...key,
    method,
    state: "requested" as const,
    failures: 0,
    createdAt: ctx.now(),
  };
  await tx.insert(certificate).values(fresh).onConflictDoNothing();
  const same = and(
    eq(certificate.accountId, accountId),
    eq(certificate.names, key.names),
    ne(certificate.method, "manual"),
  );
  const [row] = await tx.select(plainColumns).from(certificate).where(same);
  if (!row) throw new Error("a certificate that was just added is gone");
  return { certificateId: row.id, events: await beginIssue({ tx, ctx }, row) };
}

type Known = Pick<CertificateRow, "id" | "accountId" | "state" | "notAfter" | "failures" | "finding">;

/** Begins to get one that there is not, or whose renewal came to nothing. No event: it is good, or on its way. */
export async function beginIssue({ tx, ctx }: Scope, row: Known): Promise<DomainEvent[]> {
  const { id: certificateId, accountId } = row;
  const good = row.state === "valid" && row.notAfter !== null && row.notAfter > ctx.now() && row.failures === 0;
  if (good) return [];
  if (await isUnderWay(tx, certificateId)) {
    // What waits for somebody to put something right looks whether they have.
    const woken = row.finding && (await lookNow(tx, { subject: certificateId, kind: issuePlan.kind }, ctx.now()));
    return woken ? [woken] : [];
  }
  if (row.state === "failed") {
    const again = { state: "requested" as const, failureCode: null, failureMessage: null };
    await tx.update(certificate).set(again).where(eq(certificate.id, certificateId));
  }
  const { event } = await start(tx, ctx, issuePlan, { subject: certificateId, accountId });
  return [event];
}

/**
 * The certificate to show at each of these hosts of an account: one that somebody brought before one that we had issued,
 * of several the one that lasts longest.
 */
export async function certificatesFor(
  tx: Tx,
  { accountId, hosts, now }: { accountId: Id<"account">; hosts: readonly string[]; now: Date },
): Promise<Map<string, CertificateRow>> {
  const found = new Map<string, CertificateRow>();
  if (hosts.length === 0) return found;
  const rows = await tx
    .select()
    .from(certificate)
    .where(and(eq(certificate.accountId, accountId), eq(certificate.state, "valid"), gt(certificate.notAfter, now)))
    .orderBy(desc(certificate.notAfter), desc(certificate.id));
  const [brought, issued] = [true, false].map((one) => rows.filter(({ method }) => (method === "manual") === one));
  const preferred = [...(brought ?? []), ...(issued ?? [])];
  for (const host of hosts) {
    const row = preferred.find(({ names }) => names.some((name) => covers(name, host)));
    if (row) found.set(host, row);
  }
  return found;
}

/** The certificate to show at a host of an account. */
export const certificateFor = async (
  tx: Tx,
  { accountId, name, now }: { accountId: Id<"account">; name: string; now: Date },
): Promise<CertificateRow | undefined> => (await certificatesFor(tx, { accountId, hosts: [name], now })).get(name);

/** These names are gone: what was issued for them alone goes with its key. What somebody brought stays theirs. */
export async function forget(tx: Tx, accountId: Id<"account">, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const alone = names.map((name) => [name]);
  await tx
    .delete(certificate)
    .where(
      and(
        ...[eq(certificate.accountId, accountId), inArray(certificate.names, alone)],
        ne(certificate.method, "manual"),
      ),
    );
}
