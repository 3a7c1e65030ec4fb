import { and, asc, eq, lte, notExists } from "drizzle-orm";
import { z } from "zod";
import { Id } from "../kernel/id.ts";
import { isUnderWay, start } from "../kernel/long-operation/plan.ts";
import { command, query } from "../kernel/operation.ts";
import { certificate, certificateOrder } from "./certificate.sql.ts";
import { lock } from "./certificate-rows.ts";
import { issuePlan } from "./plans.ts";
import { isLate } from "./renewal.state.ts";

/** Orders that are under way at once. Authorities count them, and so do nodes. */
const ordersMax = 100;
const lateMax = 1_000;
/** Authorities name a time every six hours: that many a minute are asked about all of fifty thousand. */
const askedMax = 150;

/** The certificates whose successors are to be ordered now, those that have waited longest first. */
export const due = query({
  name: "certificate.due",
  input: z.object({}),
  allow: { system: true },
  async run({ tx, ctx }) {
    const free = ordersMax - (await tx.$count(certificateOrder));
    if (free <= 0) return [];
    const ordered = tx
      .select({ id: certificateOrder.certificateId })
      .from(certificateOrder)
      .where(eq(certificateOrder.certificateId, certificate.id));
    const rows = await tx
      .select({ id: certificate.id })
      .from(certificate)
      .where(and(lte(certificate.renewAt, ctx.now()), notExists(ordered)))
      .orderBy(asc(certificate.renewAt))
      .limit(free);
    return rows.map(({ id }) => id);
  },
});

/** Those whose authorities are to be asked when they would have them renewed. */
export const asking = query({
  name: "certificate.asking",
  input: z.object({}),
  allow: { system: true },
  async run({ tx, ctx }) {
    const rows = await tx
      .select({ id: certificate.id })
      .from(certificate)
      .where(lte(certificate.askAt, ctx.now()))
      .orderBy(asc(certificate.askAt))
      .limit(askedMax);
    return rows.map(({ id }) => id);
  },
});

/** Orders the successor of one that is due. Whoever else has begun that goes on with it. */
export const renew = command({
  name: "certificate.renew",
  input: z.object({ certificateId: Id("certificate") }),
  allow: { system: true },
  async run({ tx, ctx }, { certificateId }) {
    const { accountId, renewAt, names } = await lock(tx, certificateId);
    const isDue = renewAt !== null && renewAt <= ctx.now();
    if (!isDue || (await isUnderWay(tx, certificateId))) return { value: null, audit: "unchanged", events: [] };
    const { event } = await start(tx, ctx, issuePlan, { subject: certificateId, accountId });
    const audit = { target: certificateId, accountId, after: { host: names.join(", ") } };
    return { value: null, audit, events: [event] };
  },
});

/** How many are nearer to their end than any renewal that works lets them come. */
export const late = query({
  name: "certificate.late",
  input: z.object({}),
  allow: { system: true },
  async run({ tx, ctx }) {
    const { notBefore, notAfter } = certificate;
    const overdue = await tx
      .select({ notBefore, notAfter })
      .from(certificate)
      .where(lte(certificate.renewAt, ctx.now()))
      .orderBy(asc(certificate.notAfter))
      .limit(lateMax);
    return overdue.filter(
      (row) => row.notBefore && row.notAfter && isLate({ notBefore: row.notBefore, notAfter: row.notAfter }, ctx.now()),
    ).length;
  },
});
