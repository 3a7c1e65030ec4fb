import { and, eq, inArray, isNotNull } from "drizzle-orm";
import { z } from "zod";
import * as AddOns from "../add-ons/index.ts";
import * as Catalog from "../catalog/index.ts";
import * as Hosting from "../hosting/index.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { Money, money } from "../kernel/money.ts";
import { command, type Outcome, query, type Scope } from "../kernel/operation.ts";
import { only } from "../kernel/rows.ts";
import * as Services from "../services/index.ts";
import { diskShortOf, shortOfDisk } from "./disk-misfit.ts";
import { nameWith, wordsOf } from "./extra-choice.ts";
import { order } from "./order.sql.ts";
import { allowed } from "./order.state.ts";
import { buyerOf, type Order, shown } from "./order.ts";
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
    /** With the extras that the website keeps. */
    total: Money.nullable(),
    /** What the website has now. */
    current: z.boolean(),
    /** Its plan, as it is sold today. */
    newer: z.boolean(),
    /** What is to be paid today, and until when it is paid then. */
    due: Money.nullable(),
    paidUntil: z.date().nullable(),
    /** Why it is not for this website. */
    refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
    /** What the account takes of the disk where the website is, and what it could take with this plan. Null: there is room. */
    diskShort: z.object({ usedMb: z.int(), roomMb: z.int() }).nullable(),
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
  const to = await wantedTerms(tx, {
    ...plan,
    planName: plan.name,
    planVersionId: plan.versionId,
    extras: service.extras,
  });
  const refusal = current ? undefined : await misfitOf(tx, service, to);
  const diskShort = current ? undefined : await diskShortOf(tx, service, to.limits);
  const total = Catalog.priceOf(to, service.interval);
  const after = current || total === undefined ? undefined : settledFor(now, service, total);
  return {
    ...{ planId: plan.id, planVersionId: plan.versionId, name: plan.name, summary: plan.summary },
    ...{ limits: plan.limits, quotas: plan.quotas, price, total: total ?? null, current },
    newer: !current && plan.id === service.planId,
    due: after ? money(after.dueMinor, service.priceCurrency) : null,
    paidUntil: after?.paidUntil ?? null,
    refusal: refusal ? { code: refusal.code, message: refusal.message } : null,
    diskShort: diskShort ?? null,
  };
}

const settledFor = (now: Date, service: Services.ServiceRow, price: Money) =>
  settled(now, service.interval, { priceMinor: service.priceMinor, until: service.paidUntil }, price);

interface Wanted {
  planName: string;
  planVersionId: Id<"planVersion">;
  extras: Catalog.SoldExtra[];
}

/** A plan with what is on top of it, under a name of both. */
export async function wantedTerms(tx: Tx, wanted: Wanted): Promise<Catalog.Terms & { name: string }> {
  return { name: nameWith(wanted.planName, wanted.extras), ...(await Catalog.soldTo(tx, wanted)) };
}

/** Why there is no room for what runs; undefined: there is. */
export async function misfitOf(
  tx: Tx,
  service: Services.ServiceRow,
  { name, limits, quotas, ...terms }: Catalog.Terms & { name: string },
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
    const count = addOns.length === 1 ? "There is one database" : `There are ${addOns.length} databases`;
    const message = `${count}, and ${name} ${quotas.databases === 0 ? "comes without" : `has ${quotas.databases}`}.`;
    return refused("plan.too_small", message);
  }
  const short = await diskShortOf(tx, service, limits);
  if (short) return shortOfDisk(name, short);
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
  async run(scope, { serviceId, planId, planVersionId }) {
    const { tx } = scope;
    const service = await Services.lock(tx, serviceId);
    demandChangeable(service);
    const plan = await Catalog.onSale(tx, planId);
    if (plan.versionId === service.planVersionId) {
      throw new DomainError("conflict", "plan.same", "The website has this plan already.");
    }
    if (plan.versionId !== planVersionId) {
      throw new DomainError("conflict", "plan.changed", "Price or limits of this plan have just changed.");
    }
    return placeChange(scope, service, { planId, planName: plan.name, planVersionId, extras: service.extras });
  },
});

export function demandChangeable({ state }: Services.ServiceRow): void {
  if (state === "active") return;
  const message = `This is not possible while the service is ${state}.`;
  throw new DomainError("conflict", "service.cannot_change_plan", message);
}

/** The order of everything that the website is to be sold in place of what it has. */
export async function placeChange(
  { tx, ctx }: Scope,
  service: Services.ServiceRow,
  wanted: Wanted & { planId: Id<"plan"> },
): Promise<Outcome<Order>> {
  const from = soldTo(service);
  if (isSold(service, wanted)) {
    throw new DomainError("conflict", "plan.same", "The website has all of this already.");
  }
  const terms = await wantedTerms(tx, wanted);
  const misfit = await misfitOf(tx, service, terms);
  if (misfit) throw misfit;
  await demandNoOther(tx, service.id);
  const price = Catalog.priceOf(terms, service.interval);
  if (price === undefined) throw new Error("sold at no price");
  const { dueMinor, paidUntil } = settledFor(ctx.now(), service, price);
  const { planId, planName, planVersionId, extras } = wanted;
  const to: Sold = {
    ...{ planId, planName, planVersionId, extras, priceMinor: price.minor, ...terms.limits },
    paidUntil: paidUntil.toISOString(),
  };
  const { accountId, personId } = await buyerOf(tx, ctx.actor);
  const row = only(
    await tx
      .insert(order)
      .values({
        ...{ id: newId("order"), accountId, placedBy: personId, state: dueMinor === 0 ? "paid" : "pending" },
        ...{ siteName: service.name, app: { template: service.template, parameters: service.parameters } },
        ...{ planId, planName, planVersionId, extras, interval: service.interval },
        ...{ priceMinor: dueMinor, priceCurrency: service.priceCurrency, checkoutAttempt: 0 },
        ...{ serviceId: service.id, change: { from, to }, createdAt: ctx.now() },
      })
      .returning(),
  );
  const value = await shown(tx, ctx.ports.addresses, row);
  return {
    value,
    audit: {
      ...{ target: row.id, accountId, before: recordedSale(from) },
      after: { host: value.host, ...recordedSale(to), price: value.price },
    },
    events: row.state === "paid" ? [{ type: "order.change_due", subject: row.id }] : [],
  };
}

/** For the audit log. */
export const recordedSale = ({ planName, extras = [] }: Pick<Sold, "planName" | "extras">) => ({
  planName,
  extras: wordsOf(extras),
});

/** Whether a website has just this. */
export function isSold(
  service: Pick<Services.ServiceRow, "planVersionId" | "extras">,
  { planVersionId, extras = [] }: Pick<Sold, "planVersionId" | "extras">,
): boolean {
  const listed = (sold: readonly Catalog.SoldExtra[]) =>
    sold
      .map(({ versionId, count }) => `${versionId} ${count}`)
      .toSorted()
      .join();
  return service.planVersionId === planVersionId && listed(service.extras) === listed(extras);
}

/** Each is reckoned from what the website has. */
async function demandNoOther(tx: Tx, serviceId: Id<"service">): Promise<void> {
  const open = and(eq(order.serviceId, serviceId), isNotNull(order.change), inArray(order.state, ["pending", "paid"]));
  const [other] = await tx.select({ number: order.number }).from(order).where(open);
  if (!other) return;
  const message = `A change has been ordered already: pay or cancel order ${other.number} first.`;
  throw new DomainError("conflict", "order.change_open", message);
}

export const soldTo = (service: Services.ServiceRow): Sold => ({
  ...{ planId: service.planId, planName: service.planName, planVersionId: service.planVersionId },
  ...{ extras: service.extras, priceMinor: service.priceMinor },
  ...{ memoryMb: service.memoryMb, cpuPercent: service.cpuPercent },
  ...{ processes: service.processes, diskMb: service.diskMb, paidUntil: service.paidUntil.toISOString() },
});
