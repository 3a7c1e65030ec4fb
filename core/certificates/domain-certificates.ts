import { desc, eq } from "drizzle-orm";
import { z } from "zod";
import * as Dns from "../dns/index.ts";
import * as Domains from "../domains/index.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { isUnderWay } from "../kernel/long-operation/plan.ts";
import { command, query } from "../kernel/operation.ts";
import { may } from "../kernel/permissions.state.ts";
import { certificate } from "./certificate.sql.ts";
import { certificateMethods, certificateStates } from "./certificate.state.ts";
import { issuerOf } from "./leaf.ts";
import { beginIssue, requestCertificate } from "./request.ts";
import { checkOf, findingOf, PreFlightCheck, PreFlightFinding, plainColumns } from "./shown.ts";

export const Certificate = z
  .object({
    id: Id("certificate"),
    accountId: Id("account"),
    names: z.array(z.string()),
    method: z.enum(certificateMethods),
    state: z.enum(certificateStates),
    /** Who issued the one that there is. */
    issuer: z.string().nullable(),
    notBefore: z.date().nullable(),
    notAfter: z.date().nullable(),
    /** When its successor is ordered. */
    renewAt: z.date().nullable(),
    /** What somebody has signed elsewhere, as PEM: the certificate that comes of it is uploaded. */
    request: z.string().nullable(),
    /** One is on its way. */
    underWay: z.boolean(),
    /** Why the last try came to nothing, and how many did in a row. */
    failure: z.object({ code: z.string(), message: z.string(), at: z.date().nullable(), inARow: z.int() }).nullable(),
    /** What keeps it from being ordered, while it waits for that to go. */
    finding: PreFlightFinding.nullable(),
    /** Null: nobody has asked yet. What somebody brought is not looked at. */
    check: PreFlightCheck.nullable(),
    createdAt: z.date(),
  })
  .meta({ id: "Certificate" });
export type Certificate = z.infer<typeof Certificate>;
export const Certificates = z.object({ items: z.array(Certificate) }).meta({ id: "Certificates" });

const columns = {
  ...plainColumns,
  chain: certificate.chain,
  request: certificate.request,
  notBefore: certificate.notBefore,
  failedAt: certificate.failedAt,
  createdAt: certificate.createdAt,
};
type Plain = Pick<typeof certificate.$inferSelect, keyof typeof columns>;

async function toCertificate(tx: Tx, row: Plain): Promise<Certificate> {
  const { id, accountId, names, method, state, notBefore, notAfter, renewAt, request, createdAt } = row;
  const { failureCode: code, failureMessage, failedAt: at, failures: inARow, chain } = row;
  return {
    ...{ id, accountId, names, method, state, notBefore, notAfter, renewAt, request, createdAt },
    issuer: chain === null ? null : issuerOf(chain),
    ...{ finding: findingOf(row), check: checkOf(row) },
    underWay: await isUnderWay(tx, row.id),
    failure: code === null ? null : { code, message: failureMessage ?? "", at, inARow },
  };
}

const byDomain = z.object({ domainId: Id("domain") });

/** The certificates for a domain and for names below it, also those that never came to be. */
export const certificatesOfDomain = query({
  name: "domain.certificates",
  input: byDomain,
  allow: may("domain:read"),
  async run({ tx }, { domainId }) {
    const { name: domain, accountId } = await Domains.domainById(tx, domainId);
    const rows = await tx
      .select(columns)
      .from(certificate)
      .where(eq(certificate.accountId, accountId))
      .orderBy(desc(certificate.createdAt));
    const within = rows.filter(({ names }) => names.some((name) => name === domain || name.endsWith(`.${domain}`)));
    const items: Certificate[] = [];
    for (const row of within) items.push(await toCertificate(tx, row));
    return { items };
  },
});

/** Has one certificate issued for a domain whose DNS is kept here and for all names right below it. */
export const orderWildcard = command({
  name: "certificate.order_wildcard",
  input: byDomain,
  allow: may("domain:manage"),
  async run(scope, { domainId }) {
    const { tx, ctx } = scope;
    Domains.demandWholeAccount(ctx.actor);
    const { name, accountId } = await Domains.provenDomain(tx, domainId);
    if ((await Dns.zoneOfDomain(tx, domainId))?.hosted !== "rookery")
      throw new DomainError("conflict", "certificate.no_zone", `The DNS of ${name} has to be kept here for that.`);
    const names = [name, `*.${name}`];
    const { certificateId, events } = await requestCertificate(scope, { accountId, names, method: "dns-01" });
    const value = await certificateById(tx, certificateId);
    if (events.length === 0) return { value, audit: "unchanged", events: [] };
    return { value, audit: { target: certificateId, accountId, after: { host: names.join(", ") } }, events };
  },
});

/** Tries once more what came to nothing. One that is good is renewed by itself. */
export const retry = command({
  name: "certificate.retry",
  input: z.object({ certificateId: Id("certificate") }),
  allow: may("domain:manage"),
  async run(scope, { certificateId }) {
    const { tx, ctx } = scope;
    Domains.demandWholeAccount(ctx.actor);
    const row = await plainRow(tx, certificateId, true);
    if (row.method === "manual")
      throw new DomainError("conflict", "certificate.brought", "It was brought here: upload the next one.");
    const events = await beginIssue(scope, row);
    const value = await certificateById(tx, certificateId);
    if (events.length === 0) return { value, audit: "unchanged", events: [] };
    const audit = { target: certificateId, accountId: row.accountId, after: { host: row.names.join(", ") } };
    return { value, audit, events };
  },
});

export const certificateById = async (tx: Tx, id: Id<"certificate">): Promise<Certificate> =>
  toCertificate(tx, await plainRow(tx, id));

async function plainRow(tx: Tx, id: Id<"certificate">, locked = false): Promise<Plain> {
  const asked = tx.select(columns).from(certificate).where(eq(certificate.id, id));
  const [row] = await (locked ? asked.for("update") : asked);
  if (!row) throw notFound("certificate");
  return row;
}
