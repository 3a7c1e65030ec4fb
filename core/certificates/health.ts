import { and, asc, count, eq, gt, isNotNull, lte, ne } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../kernel/db.ts";
import { Id } from "../kernel/id.ts";
import { certificate } from "./certificate.sql.ts";
import { certificateMethods, certificateStates } from "./certificate.state.ts";
import { isLate } from "./renewal.state.ts";
import { checkOf, findingOf, PreFlightCheck, PreFlightFinding } from "./shown.ts";

/** Of each list; whoever has more to look at looks at these first. */
const shownMax = 100;
/** Of those that are near their end. Only what was due for a while can be. */
const examinedMax = 2_000;
/** What somebody brought is not renewed by itself: they are told that early. */
const aheadMs = 14 * 86_400_000;

export const TroubledCertificate = z.object({
  id: Id("certificate"),
  accountId: Id("account"),
  names: z.array(z.string()),
  method: z.enum(certificateMethods),
  state: z.enum(certificateStates),
  notAfter: z.date().nullable(),
  /** When it is tried again. */
  renewAt: z.date().nullable(),
  failure: z.object({ code: z.string(), message: z.string(), at: z.date().nullable(), inARow: z.int() }).nullable(),
  /** Less than a third of its time is left. */
  late: z.boolean(),
  /** What keeps it from being ordered, while it waits for that to go. */
  finding: PreFlightFinding.nullable(),
  /** Null: nobody has asked yet. */
  check: PreFlightCheck.nullable(),
});

export const CertificateCounts = z.object({
  valid: z.int(),
  failing: z.int(),
  /** Nearer to their end than any renewal that works lets them come, and what was brought and ends soon. */
  late: z.int(),
  authorities: z.array(
    z.object({
      /** Its directory. Null: what is valid was brought by customers, what fails never came as far as to one. */
      directory: z.string().nullable(),
      valid: z.int(),
      failing: z.int(),
    }),
  ),
});
/** Those that need somebody stand with it, the nearest to their end first. */
export type CertificateHealth = z.infer<typeof CertificateCounts> & { items: z.infer<typeof TroubledCertificate>[] };

const columns = {
  id: certificate.id,
  accountId: certificate.accountId,
  names: certificate.names,
  method: certificate.method,
  state: certificate.state,
  notBefore: certificate.notBefore,
  notAfter: certificate.notAfter,
  renewAt: certificate.renewAt,
  failures: certificate.failures,
  failureCode: certificate.failureCode,
  failureMessage: certificate.failureMessage,
  failedAt: certificate.failedAt,
  finding: certificate.finding,
  checkedAt: certificate.checkedAt,
  checked: certificate.checked,
};

/** How the certificates of all customers are. */
export async function healthOf(tx: Tx, now: Date): Promise<CertificateHealth> {
  const isGood = and(eq(certificate.state, "valid"), gt(certificate.notAfter, now));
  const byDirectory = async (what: typeof isGood) => {
    const { directory } = certificate;
    const rows = await tx.select({ directory, count: count() }).from(certificate).where(what).groupBy(directory);
    return new Map(rows.map((row) => [row.directory, row.count]));
  };
  const fails = gt(certificate.failures, 0);
  const [valid, failing] = [await byDirectory(isGood), await byDirectory(fails)];
  const overdue = await tx
    .select(columns)
    .from(certificate)
    .where(and(lte(certificate.renewAt, now), isNotNull(certificate.notAfter)))
    .orderBy(asc(certificate.notAfter))
    .limit(examinedMax);
  const ending = await tx
    .select(columns)
    .from(certificate)
    .where(
      and(
        ...[eq(certificate.method, "manual"), eq(certificate.state, "valid")],
        lte(certificate.notAfter, new Date(now.getTime() + aheadMs)),
      ),
    )
    .orderBy(asc(certificate.notAfter))
    .limit(shownMax);
  const failed = await tx
    .select(columns)
    .from(certificate)
    .where(and(fails, ne(certificate.method, "manual")))
    .orderBy(asc(certificate.notAfter))
    .limit(shownMax);
  const isNear = ({ notBefore, notAfter }: (typeof overdue)[number]) =>
    notBefore !== null && notAfter !== null && isLate({ notBefore, notAfter }, now);
  const late = [...ending, ...overdue.filter(isNear)];
  const lateIds = new Set(late.map(({ id }) => id));
  const items = [...late, ...failed.filter(({ id }) => !lateIds.has(id))].slice(0, shownMax);
  const sum = (counts: ReadonlyMap<unknown, number>) => [...counts.values()].reduce((all, one) => all + one, 0);
  return {
    ...{ valid: sum(valid), failing: sum(failing), late: late.length },
    authorities: [...new Set([...valid.keys(), ...failing.keys()])].map((directory) => ({
      ...{ directory, valid: valid.get(directory) ?? 0, failing: failing.get(directory) ?? 0 },
    })),
    items: items.map((row) => {
      const { id, accountId, names, method, state, notAfter, renewAt } = row;
      const { failures, failureCode: code, failureMessage, failedAt: at } = row;
      return {
        ...{ id, accountId, names, method, state, notAfter, renewAt, late: lateIds.has(id) },
        ...{ finding: findingOf(row), check: checkOf(row) },
        failure: failures === 0 ? null : { code: code ?? "", message: failureMessage ?? "", at, inARow: failures },
      };
    }),
  };
}
