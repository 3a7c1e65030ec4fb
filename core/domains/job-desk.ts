import { and, desc, eq, lt } from "drizzle-orm";
import { z } from "zod";
import { shownHost } from "../hosting/index.ts";
import { DomainError, notFound, violates } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { Money, money } from "../kernel/money.ts";
import { command, query } from "../kernel/operation.ts";
import { PageInput, PageOf, page } from "../kernel/page.ts";
import { may } from "../kernel/permissions.state.ts";
import { domain } from "./domain.sql.ts";
import { registrarJob } from "./job.sql.ts";
import { can, jobKinds, jobStates, refundStates } from "./job.state.ts";
import { type JobRow, jobColumns, jobDue, lockJob, soonAfter, updateJob } from "./job.ts";

/** For staff: what the registrar was asked for, for whom, and what came of it. */
export const RegistrarJob = z
  .object({
    id: Id("registrarJob"),
    accountId: Id("account"),
    domainId: Id("domain"),
    /** As people write it. */
    name: z.string(),
    what: z.enum(jobKinds),
    state: z.enum(jobStates),
    orderId: Id("order").nullable(),
    price: Money.nullable(),
    refund: z.enum(refundStates).nullable(),
    /** How often it was sent. */
    attempt: z.int(),
    /** What they call it. */
    providerJobId: z.int().nullable(),
    notice: z.string().nullable(),
    failure: z.object({ code: z.string(), message: z.string() }).nullable(),
    createdAt: z.date(),
    /** Looked at again then. */
    nextAt: z.date().nullable(),
    endedAt: z.date().nullable(),
  })
  .meta({ id: "RegistrarJob" });
type RegistrarJob = z.infer<typeof RegistrarJob>;
export const RegistrarJobPage = PageOf(RegistrarJob);

export const listJobs = query({
  name: "registrar_job.list",
  input: z.object({ ...PageInput, state: z.enum(jobStates).optional(), domainId: Id("domain").optional() }),
  allow: may("queue:read"),
  async run({ tx }, { limit, cursor, state, domainId }) {
    const rows = await tx
      .select({ ...jobColumns, name: domain.name })
      .from(registrarJob)
      .innerJoin(domain, eq(domain.id, registrarJob.domainId))
      .where(
        and(
          cursor ? lt(registrarJob.id, cursor as JobRow["id"]) : undefined,
          state ? eq(registrarJob.state, state) : undefined,
          domainId ? eq(registrarJob.domainId, domainId) : undefined,
        ),
      )
      .orderBy(desc(registrarJob.id))
      .limit(limit + 1);
    return page(rows, limit, shown);
  },
});

function shown({ kind, name, ...job }: JobRow & { name: string }): RegistrarJob {
  const { id, accountId, domainId, state, orderId, attempt, providerJobId, notice, createdAt, nextAt, endedAt } = job;
  const { failureCode: code, failureMessage: message, priceMinor, priceCurrency, refundState } = job;
  return {
    ...{ id, accountId, domainId, name: shownHost(name), what: kind, state, orderId, attempt, providerJobId },
    ...{ notice, createdAt, nextAt, endedAt, refund: refundState },
    price: priceMinor === null ? null : money(priceMinor, priceCurrency ?? "EUR"),
    failure: code === null || message === null ? null : { code, message },
  };
}

const nothingToAsk = (cause?: unknown) =>
  new DomainError("conflict", "registrar_job.cannot_retry", "There is nothing to ask for again.", { cause });

/** Asks now: again for what was lost or refused, and after what nothing was heard of. */
export const retryJob = command({
  name: "registrar_job.retry",
  input: z.object({ jobId: Id("registrarJob") }),
  allow: may("queue:manage"),
  async run({ tx, ctx }, { jobId }) {
    const before = await lockJob(tx, jobId);
    if (!before) throw notFound("job");
    if (!can("retry", before)) throw nothingToAsk();
    const again = before.state === "failed" && {
      ...{ state: "due" as const, endedAt: null, sentAt: null, failureCode: null, failureMessage: null },
    };
    const job = await updateJob(tx, jobId, { ...again, nextAt: soonAfter(ctx.now()) }).catch((error: unknown) => {
      throw violates(error, "registrar_job_of_kind") ? nothingToAsk(error) : error;
    });
    const [row] = await tx.select({ name: domain.name }).from(domain).where(eq(domain.id, job.domainId));
    const name = row?.name ?? "";
    return {
      value: shown({ ...job, name }),
      audit: {
        ...{ target: jobId, accountId: job.accountId },
        ...{ before: { state: before.state }, after: { name, state: job.state } },
      },
      events: [jobDue(jobId)],
    };
  },
});
