import { and, eq, inArray, isNotNull, isNull, ne } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import { DomainError, violates } from "../kernel/errors.ts";
import { type Id, newId } from "../kernel/id.ts";
import type { DomainEvent, Scope } from "../kernel/operation.ts";
import { only } from "../kernel/rows.ts";
import type { DomainRow } from "./domain.ts";
import { registrarJob } from "./job.sql.ts";
import type { JobKind } from "./job.state.ts";

/** What lets names be transferred is read by nobody but who sends it. */
export const jobColumns = {
  id: registrarJob.id,
  accountId: registrarJob.accountId,
  domainId: registrarJob.domainId,
  kind: registrarJob.kind,
  state: registrarJob.state,
  request: registrarJob.request,
  providerJobId: registrarJob.providerJobId,
  orderId: registrarJob.orderId,
  priceMinor: registrarJob.priceMinor,
  priceCurrency: registrarJob.priceCurrency,
  refundId: registrarJob.refundId,
  refundState: registrarJob.refundState,
  notice: registrarJob.notice,
  attempt: registrarJob.attempt,
  nextAt: registrarJob.nextAt,
  failureCode: registrarJob.failureCode,
  failureMessage: registrarJob.failureMessage,
  createdAt: registrarJob.createdAt,
  sentAt: registrarJob.sentAt,
  endedAt: registrarJob.endedAt,
};
export type JobRow = Omit<typeof registrarJob.$inferSelect, "authCode">;

export const jobDue = (id: Id<"registrarJob">): DomainEvent => ({ type: "registrar_job.due", subject: id });

export async function lockJob(tx: Tx, id: Id<"registrarJob">): Promise<JobRow | undefined> {
  const [row] = await tx.select(jobColumns).from(registrarJob).where(eq(registrarJob.id, id)).for("update");
  return row;
}

export const updateJob = async (
  tx: Tx,
  id: Id<"registrarJob">,
  change: Partial<typeof registrarJob.$inferSelect>,
): Promise<JobRow> =>
  only(await tx.update(registrarJob).set(change).where(eq(registrarJob.id, id)).returning(jobColumns));

type NewJob = Pick<typeof registrarJob.$inferInsert, "kind" | "state" | "request"> &
  Partial<Pick<typeof registrarJob.$inferInsert, "id" | "orderId" | "priceMinor" | "priceCurrency" | "authCode">>;

/** Of each kind a name has one at a time. */
export async function addJob(
  { tx, ctx }: Scope,
  { id: domainId, accountId, name }: Pick<DomainRow, "id" | "accountId" | "name">,
  wanted: NewJob,
): Promise<Id<"registrarJob">> {
  const id = wanted.id ?? newId("registrarJob");
  const now = ctx.now();
  const nextAt = wanted.state === "due" ? soonAfter(now) : null;
  await tx
    .insert(registrarJob)
    .values({ ...wanted, id, accountId, domainId, attempt: 0, nextAt, createdAt: now })
    .catch((error: unknown) => {
      throw violates(error, "registrar_job_of_kind") ? underWay(name, error) : error;
    });
  return id;
}

export const underWay = (name: string, cause?: unknown) =>
  new DomainError("conflict", "domain.under_way", `Wait for what is on its way for ${name} already.`, { cause });

/** Whether something of this kind is on its way for a name, or waits to be. */
export const hasOpen = async (tx: Tx, domainId: Id<"domain">, kind: JobKind): Promise<boolean> =>
  (await tx.$count(
    registrarJob,
    and(eq(registrarJob.domainId, domainId), eq(registrarJob.kind, kind), isNull(registrarJob.endedAt)),
  )) > 0;

/** What is lost on the way is swept then. */
export const soonAfter = (now: Date): Date => new Date(now.getTime() + 60_000);

/** What the registrar has in hand of the name: it does one thing at a time. */
export async function otherInHand(tx: Tx, { id, domainId }: JobRow): Promise<boolean> {
  const others = and(
    ...[eq(registrarJob.domainId, domainId), ne(registrarJob.id, id)],
    inArray(registrarJob.state, ["sent", "accepted"]),
  );
  return (await tx.$count(registrarJob, others)) > 0;
}

/** What they called what was asked of this kind before: none of it is the answer to what is asked now. */
export async function knownJobs(tx: Tx, { id, domainId }: JobRow): Promise<number[]> {
  const rows = await tx
    .select({ theirs: registrarJob.providerJobId })
    .from(registrarJob)
    .where(and(eq(registrarJob.domainId, domainId), ne(registrarJob.id, id), isNotNull(registrarJob.providerJobId)));
  return rows.flatMap(({ theirs }) => theirs ?? []);
}

/** What is refused or failed, in words for the customer. */
export const refusals: Readonly<Record<JobKind, (name: string) => string>> = {
  register: (name) => `${name} could not be registered: the registry refused it.`,
  transfer: (name) =>
    `${name} could not be brought here: the registry refused it. Look whether the auth code is right and still valid, and whether the name is unlocked where it is.`,
  renew: (name) => `${name} could not be renewed: the registry refused it.`,
  restore: (name) => `${name} could not be restored: the registry refused it.`,
  name_servers: (name) => `${name} keeps its name servers: the registry refused the others.`,
  owner: (name) => `${name} keeps its holder: the registry refused the other.`,
  contacts: (name) => `${name} still names its former holder beside the new one: the registry refused the change.`,
  lock: (name) => `The lock of ${name} stays as it is: the registry refused the change.`,
  dnssec: (name) => `Whether ${name} is signed stays as it is: the registry refused the change.`,
  privacy: (name) => `What the registry shows of ${name} stays as it is: it refused the change.`,
};
