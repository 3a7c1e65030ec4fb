import { and, eq, inArray, isNotNull } from "drizzle-orm";
import { z } from "zod";
import * as AddOns from "../add-ons/index.ts";
import * as Catalog from "../catalog/index.ts";
import * as Hosting from "../hosting/index.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { Money, money } from "../kernel/money.ts";
import { command, query } from "../kernel/operation.ts";
import { only } from "../kernel/rows.ts";
import * as Services from "../services/index.ts";
import { order } from "./order.sql.ts";
import { allowed } from "./order.state.ts";
import { buyerOf, shown } from "./order.ts";
import { type Sold, settled } from "./plan-change.state.ts";

/** What is sold besides, as it would be for one website. */
export const PlanOffer = z
  .object({
    planId: Id("plan"),
    planVersionId: Id("planVersion"),
    name: z.string(),
    summary: z.string(),
    limits: Catalog.Limits,
    quotas: Catalog.Quotas,
    /** Of each interval; null where it is not sold in the website's. */
    price: Money.nullable(),
    /** What the website has now. */
    current: z.boolean(),
    /** Its plan, as it is sold today. */
    newer: z.boolean(),
    /** What is to be paid today, and until when it is paid then. */
    due: Money.nullable(),
    paidUntil: z.date().nullable(),
    /** Why it is not for this website. */
    refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
  })
  .meta({ id: "PlanOffer" });
export type PlanOffer = z.infer<typeof PlanOffer>;

export const listPlanOffers = query({
  name: "service.list_plans",
  input: z.object({ serviceId: Id("service") }),
  allow: allowed.place,
  async run({ tx, ctx }, { serviceId }) {
    const service = await Services.read(tx, serviceId);
    const offers: PlanOffer[] = [];
    for (const plan of await Catalog.plansOnSale(tx)) offers.push(await offerOf(tx, ctx.now(), service, plan));
    return offers;
  },
});

async function offerOf(tx: Tx, now: Date, service: Services.ServiceRow, plan: Catalog.Plan): Promise<PlanOffer> {
  const price = Catalog.priceOf(plan, service.interval) ?? null;
  const current = plan.versionId === service.planVersionId;
  const refusal = current ? undefined : await misfitOf(tx, service, plan);
  const after = current || price === null ? undefined : settledFor(now, service, price);
  return {
    ...{ planId: plan.id, planVersionId: plan.versionId, name: plan.name, summary: plan.summary },
    ...{ limits: plan.limits, quotas: plan.quotas, price, current },
    newer: !current && plan.id === service.planId,
    due: after ? money(after.dueMinor, service.priceCurrency) : null,
    paidUntil: after?.paidUntil ?? null,
    refusal: refusal ? { code: refusal.code, message: refusal.message } : null,
  };
}

const settledFor = (now: Date, service: Services.ServiceRow, price: Money) =>
  settled(now, service.interval, { priceMinor: service.priceMinor, until: service.paidUntil }, price);

/** Why a plan has no room for what runs; undefined: it has. */
export async function misfitOf(
  tx: Tx,
  service: Services.ServiceRow,
  { name, limits, quotas, ...terms }: Pick<Catalog.Plan, "name"> & Catalog.Terms,
): Promise<DomainError | undefined> {
  const app = Hosting.appTemplate(service.template);
  const addOns = await AddOns.ofService(tx, service.id);
  const neededMb = addOns.reduce((sum, { memoryMb }) => sum + memoryMb, app.memoryMb);
  const refused = (code: string, message: string) => new DomainError("conflict", code, message);
  if (!Catalog.priceOf({ ...terms, limits, quotas }, service.interval)) {
    return refused("plan.interval_not_sold", `${name} is paid monthly.`);
  }
  if (limits.memoryMb < neededMb) {
    const databases = addOns.length > 0 ? " and its databases" : "";
    const message = `${app.title}${databases} need ${neededMb} MB of memory, and ${name} has ${limits.memoryMb} MB.`;
    return refused("plan.too_small", message);
  }
  if (quotas.databases < addOns.length) {
    const message = `There are ${addOns.length} databases, and ${name} has ${quotas.databases}.`;
    return refused("plan.too_small", message);
  }
  try {
    await Hosting.demandUsable(service, { name, ...limits });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return refused("plan.too_small", `The compose file asks for more than ${name} has.`);
  }
  return undefined;
}

/** Orders another plan for a website that runs. What costs nothing today takes effect by itself, the rest when it is paid. */
export const changePlan = command({
  name: "order.change_plan",
  input: z.object({
    serviceId: Id("service"),
    planId: Id("plan"),
    /** The version that was shown. */
    planVersionId: Id("planVersion"),
  }),
  allow: allowed.place,
  async run({ tx, ctx }, { serviceId, planId, planVersionId }) {
    const service = await Services.lock(tx, serviceId);
    if (service.state !== "active") {
      throw new DomainError(
        "conflict",
        "service.cannot_change_plan",
        `This is not possible while the service is ${service.state}.`,
      );
    }
    const plan = await Catalog.onSale(tx, planId);
    if (plan.versionId === service.planVersionId) {
      throw new DomainError("conflict", "plan.same", "The website has this plan already.");
    }
    if (plan.versionId !== planVersionId) {
      throw new DomainError("conflict", "plan.changed", "Price or limits of this plan have just changed.");
    }
    const misfit = await misfitOf(tx, service, plan);
    if (misfit) throw misfit;
    await demandNoOther(tx, serviceId);
    const price = Catalog.priceOf(plan, service.interval);
    if (price === undefined) throw new Error("sold at no price");
    const { dueMinor, paidUntil } = settledFor(ctx.now(), service, price);
    const to: Sold = {
      ...{ planId, planName: plan.name, planVersionId, priceMinor: price.minor, ...plan.limits },
      paidUntil: paidUntil.toISOString(),
    };
    const { accountId, personId } = await buyerOf(tx, ctx.actor);
    const row = only(
      await tx
        .insert(order)
        .values({
          ...{ id: newId("order"), accountId, placedBy: personId, state: dueMinor === 0 ? "paid" : "pending" },
          ...{ siteName: service.name, app: { template: service.template, parameters: service.parameters } },
          ...{ planId, planName: plan.name, planVersionId, interval: service.interval },
          ...{ priceMinor: dueMinor, priceCurrency: service.priceCurrency, checkoutAttempt: 0 },
          ...{ serviceId, change: { from: soldTo(service), to }, createdAt: ctx.now() },
        })
        .returning(),
    );
    const value = await shown(tx, ctx.ports.addresses, row);
    const { host, planName, price: due } = value;
    return {
      value,
      audit: {
        ...{ target: row.id, accountId, before: { planName: service.planName } },
        after: { host, planName, price: due },
      },
      events: row.state === "paid" ? [{ type: "order.change_due", subject: row.id }] : [],
    };
  },
});

/** Each is reckoned from what the website has. */
async function demandNoOther(tx: Tx, serviceId: Id<"service">): Promise<void> {
  const open = and(eq(order.serviceId, serviceId), isNotNull(order.change), inArray(order.state, ["pending", "paid"]));
  const [other] = await tx.select({ number: order.number }).from(order).where(open);
  if (!other) return;
  const message = `Another plan has been ordered already: pay or cancel order ${other.number} first.`;
  throw new DomainError("conflict", "order.change_open", message);
}

export const soldTo = (service: Services.ServiceRow): Sold => ({
  ...{ planId: service.planId, planName: service.planName, planVersionId: service.planVersionId },
  priceMinor: service.priceMinor,
  ...{ memoryMb: service.memoryMb, cpuPercent: service.cpuPercent },
  ...{ processes: service.processes, diskMb: service.diskMb, paidUntil: service.paidUntil.toISOString() },
});
