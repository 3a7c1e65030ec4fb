import { and, desc, eq, ne, or } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../kernel/db.ts";
import { Id } from "../kernel/id.ts";
import { certificate } from "./certificate.sql.ts";
import { certificateStates } from "./certificate.state.ts";
import { covers } from "./names.state.ts";
import { findingCodes, isFixable } from "./pre-flight/finding.state.ts";

const RecordToSet = z.object({ name: z.string(), type: z.string(), data: z.string() });

export const PreFlightFinding = z
  .object({
    code: z.enum(findingCodes),
    name: z.string(),
    /** What is there instead: an address, a server, whose CAA records, or what answered. */
    found: z.string().nullable(),
    /** What puts it right in the DNS. */
    removes: z.array(RecordToSet),
    adds: z.array(RecordToSet),
    /** Whether that can be done from here. */
    fixable: z.boolean(),
    /** No authority is asked before. */
    until: z.string().nullable(),
  })
  .meta({ id: "PreFlightFinding" });

/** When somebody last had it looked at, and the one thing that was wrong; null: all is well. */
export const PreFlightCheck = z
  .object({ at: z.date(), finding: PreFlightFinding.nullable() })
  .meta({ id: "PreFlightCheck" });

/** What people see of a host's certificate. */
export const HostCertificate = z
  .object({
    id: Id("certificate"),
    state: z.enum(certificateStates),
    notAfter: z.date().nullable(),
    /** When its successor is ordered. */
    renewAt: z.date().nullable(),
    /** Why the last try came to nothing. */
    failure: z.object({ code: z.string(), message: z.string() }).nullable(),
    /** What keeps it from being ordered, while it waits for that to go. */
    finding: PreFlightFinding.nullable(),
    /** Null: nobody has asked yet. What somebody brought is not looked at. */
    check: PreFlightCheck.nullable(),
    /** Somebody brought it. */
    brought: z.boolean(),
  })
  .meta({ id: "HostCertificate" });
export type HostCertificate = z.infer<typeof HostCertificate>;

/** No sealed column among them: whoever looks need not be able to read one. */
export const plainColumns = {
  id: certificate.id,
  accountId: certificate.accountId,
  names: certificate.names,
  method: certificate.method,
  state: certificate.state,
  notAfter: certificate.notAfter,
  renewAt: certificate.renewAt,
  failures: certificate.failures,
  failureCode: certificate.failureCode,
  failureMessage: certificate.failureMessage,
  finding: certificate.finding,
  checkedAt: certificate.checkedAt,
  checked: certificate.checked,
};

/** What somebody is yet to bring is shown nowhere. */
const notWaiting = or(ne(certificate.method, "manual"), eq(certificate.state, "valid"));

/** The newest of each of these hosts; a valid one goes before one that is not, and one that somebody brought before that. */
export async function shownAt(
  tx: Tx,
  accountId: Id<"account">,
  hosts: readonly string[],
): Promise<Map<string, HostCertificate>> {
  const rows = await tx
    .select(plainColumns)
    .from(certificate)
    .where(and(eq(certificate.accountId, accountId), notWaiting))
    .orderBy(desc(certificate.createdAt));
  const shown = new Map<string, HostCertificate>();
  for (const host of hosts) {
    const good = rows.filter(({ names }) => names.some((name) => covers(name, host)));
    const valid = good.filter(({ state }) => state === "valid");
    const row = valid.find(({ method }) => method === "manual") ?? valid[0] ?? good[0];
    if (!row) continue;
    const { id, method, state, notAfter, renewAt, failureCode: code, failureMessage } = row;
    const failure = code === null ? null : { code, message: failureMessage ?? "" };
    const found = { failure, finding: findingOf(row), check: checkOf(row) };
    shown.set(host, { id, state, notAfter, renewAt, ...found, brought: method === "manual" });
  }
  return shown;
}

type Row = typeof certificate.$inferSelect;

export const checkOf = ({ checkedAt, checked }: Pick<Row, "checkedAt" | "checked">): HostCertificate["check"] =>
  checkedAt && { at: checkedAt, finding: findingOf({ finding: checked }) };

export function findingOf({ finding }: Pick<Row, "finding">): HostCertificate["finding"] {
  if (!finding) return null;
  const { zoneId: _, removes, adds, ...plain } = finding;
  return { ...plain, removes: [...removes], adds: [...adds], fixable: isFixable(finding) };
}
