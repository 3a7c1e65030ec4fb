import { desc, eq } from "drizzle-orm";
import { z } from "zod";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { Money } from "../kernel/money.ts";
import { providerReport } from "../kernel/operation.ts";
import { findContact } from "./contact.ts";
import { can, mayRead, transferAnswers } from "./domain.state.ts";
import { domainById } from "./domain.ts";
import { registrarJob } from "./job.sql.ts";
import { jobKinds, jobStates } from "./job.state.ts";
import { type JobRow, jobColumns } from "./job.ts";
import { priceFor } from "./order.ts";
import { endingPrices } from "./price.ts";

/** What a name is with the registry, what can be done about it, and what is on its way. */
export const Registration = z
  .object({
    domainId: Id("domain"),
    /** Of a year more, and of having it back; null where it cannot be had now. */
    prices: z.object({ renew: Money.nullable(), restore: Money.nullable() }),
    premium: z.boolean(),
    /** Its holder has to confirm their address by then, or it stops working. */
    verifyBy: z.date().nullable(),
    /** Until when it can be restored. */
    restorableUntil: z.date().nullable(),
    /** Another registrar asks for it; null again once it is refused. */
    transferOut: z
      .object({
        askedAt: z.date(),
        registrar: z.string().nullable(),
        answer: z.enum(transferAnswers).nullable(),
        /** What becomes of it where nobody answers; null: the registry has not said. */
        byItself: z.object({ answer: z.enum(transferAnswers), at: z.date() }).nullable(),
      })
      .nullable(),
    /** Those that it is on where nobody chooses others. */
    ourNameServers: z.array(z.string()),
    /** The newest of what was asked of the registry. */
    job: z
      .object({
        id: Id("registrarJob"),
        what: z.enum(jobKinds),
        state: z.enum(jobStates),
        orderId: Id("order").nullable(),
        since: z.date(),
        endedAt: z.date().nullable(),
        /** What the registry said last. */
        notice: z.string().nullable(),
        failure: z.object({ code: z.string(), message: z.string() }).nullable(),
      })
      .nullable(),
  })
  .meta({ id: "Registration" });

export const registration = providerReport({
  name: "domain.registration",
  input: z.object({ domainId: Id("domain") }),
  allow: mayRead,
  intend: ({ tx }, { domainId }) => domainById(tx, domainId),
  async perform({ registrar }, { name, transferOutAt }) {
    const asked = transferOutAt === null ? undefined : await registrar.transferOut(name).catch(unknownNow);
    return { ourNameServers: [...(await registrar.ourNameServers())], asked };
  },
  async show({ tx }, { id: domainId }, { ourNameServers, asked }): Promise<z.infer<typeof Registration>> {
    const row = await domainById(tx, domainId);
    const { registrar = null, answer = null, byItself = null } = asked ?? {};
    const askedAt = answer === "keep" ? null : row.transferOutAt;
    const transferOut = askedAt && { askedAt, registrar, answer, byItself };
    const prices = await endingPrices(tx);
    const [newest] = await tx
      .select(jobColumns)
      .from(registrarJob)
      .where(eq(registrarJob.domainId, domainId))
      .orderBy(desc(registrarJob.id))
      .limit(1);
    return {
      ...{ domainId, ourNameServers, premium: row.premiumRenewCost !== null },
      ...{
        restorableUntil: row.restorableUntil,
        verifyBy: row.ownerContactId && (await findContact(tx, row.ownerContactId)).verifyBy,
        transferOut,
      },
      prices: {
        renew: can("renew", row) ? priceFor("renew", row, prices) : null,
        restore: can("restore", row) ? priceFor("restore", row, prices) : null,
      },
      job: newest ? shownJob(newest) : null,
    };
  },
});

/** The rest is shown without it. */
function unknownNow(error: unknown): undefined {
  if (!(error instanceof DomainError)) throw error;
}

function shownJob({ id, kind, state, orderId, createdAt, endedAt, notice, failureCode, failureMessage }: JobRow) {
  const failure =
    failureCode === null || failureMessage === null ? null : { code: failureCode, message: failureMessage };
  return { id, what: kind, state, orderId, since: createdAt, endedAt, notice, failure };
}
