import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import { hostNameOf, shownHost } from "../hosting/index.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError, violates } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { add, Money, money, sum } from "../kernel/money.ts";
import type { DomainEvent, Scope } from "../kernel/operation.ts";
import { findContact } from "./contact.ts";
import { domain } from "./domain.sql.ts";
import { demandWholeAccount, update as updateDomain } from "./domain.ts";
import { registrarJob } from "./job.sql.ts";
import { jobStates } from "./job.state.ts";
import { jobDue, lockJob, updateJob } from "./job.ts";
import { endingOf, endingPrices } from "./price.ts";

/** A name that is to be registered with an order. */
export const NewOrderedDomain = z.object({
  name: z.string().max(300),
  contactId: Id("domainContact"),
  /** As it was shown: the order is refused when it costs something else meanwhile. */
  priceMinor: z.int().min(0),
});
export type NewOrderedDomain = z.output<typeof NewOrderedDomain>;

/** A name in an order, and how far it is. */
export const OrderedDomain = z.object({
  domainId: Id("domain"),
  name: z.string(),
  shown: z.string(),
  price: Money,
  state: z.enum(jobStates),
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type OrderedDomain = z.infer<typeof OrderedDomain>;

/** Writes names down that are registered when their order is paid. Returns what they cost together. */
export async function orderDomains(
  { tx, ctx }: Scope,
  order: { id: Id<"order">; accountId: Id<"account"> },
  wanted: readonly NewOrderedDomain[],
): Promise<Money> {
  if (wanted.length === 0) return money(0);
  demandWholeAccount(ctx.actor);
  const prices = await endingPrices(tx);
  const costs: Money[] = [];
  for (const [at, { name: written, contactId, priceMinor }] of wanted.entries()) {
    const refused = (code: string, message: string) =>
      new DomainError("conflict", code, message, { fields: [{ path: `domains.${at}.name`, message }] });
    const checked = hostNameOf(written, ctx.ports.addresses);
    if ("problem" in checked) throw refused("domain.invalid", checked.problem);
    const { name } = checked;
    const ending = endingOf(name, prices.onSale);
    const price = ending === undefined ? undefined : prices.of(ending)?.register;
    if (ending === undefined || !price || name.slice(0, -(ending.length + 1)).includes("."))
      throw refused("domain.not_sold", `${shownHost(name)} is not sold here.`);
    if (price.minor !== priceMinor)
      throw refused("domain.price_changed", `The price of ${shownHost(name)} has just changed. Look at it again.`);
    const contact = await findContact(tx, contactId);
    const domainId = newId("domain");
    const owned = { accountId: order.accountId, createdAt: ctx.now() };
    await tx
      .insert(domain)
      .values({
        ...{ id: domainId, ...owned, name, registrar: "autodns", state: "ordered", ownerContactId: contact.id },
        ...{ nameServers: [], locked: false, autoRenew: true },
      })
      .catch((error: unknown) => {
        throw violates(error, "domain_of_account") ? refused("domain.known", "It is in your account already.") : error;
      });
    await tx.insert(registrarJob).values({
      ...{ id: newId("registrarJob"), ...owned, domainId, kind: "register", state: "unpaid", request: { years: 1 } },
      ...{ orderId: order.id, priceMinor: price.minor, priceCurrency: price.currency, attempt: 0 },
    });
    costs.push(price);
  }
  return sum(costs);
}

const ofOrder = (tx: Tx, orderId: Id<"order">) =>
  tx
    .select({ id: registrarJob.id, state: registrarJob.state })
    .from(registrarJob)
    .where(eq(registrarJob.orderId, orderId))
    .orderBy(asc(registrarJob.id));

/** Their order is paid: they begin. */
export async function beginOrdered({ tx, ctx }: Scope, orderId: Id<"order">): Promise<DomainEvent[]> {
  const events: DomainEvent[] = [];
  for (const { id } of (await ofOrder(tx, orderId)).filter(({ state }) => state === "unpaid")) {
    const job = await updateJob(tx, id, { state: "due", nextAt: new Date(ctx.now().getTime() + 60_000) });
    await updateDomain(tx, job.domainId, { state: "registering" });
    events.push(jobDue(id));
  }
  return events;
}

/** Calls off what the registrar was not asked for yet. */
export async function callOffOrdered({ tx, ctx }: Scope, orderId: Id<"order">): Promise<void> {
  const endedAt = ctx.now();
  for (const { id } of await ofOrder(tx, orderId)) {
    const job = await lockJob(tx, id);
    if (job?.state !== "unpaid" && job?.state !== "due") continue;
    await tx.update(registrarJob).set({ state: "cancelled", nextAt: null, endedAt }).where(eq(registrarJob.id, id));
    await tx
      .update(domain)
      .set({ state: "ended", endedAt })
      .where(and(eq(domain.id, job.domainId), isNull(domain.endedAt)));
  }
}

/** What is not sent back with an order: what was registered with it, and what is settled by itself when it fails. */
export async function keptOf(tx: Tx, orderId: Id<"order">): Promise<Money> {
  const rows = await tx
    .select({ state: registrarJob.state, minor: registrarJob.priceMinor })
    .from(registrarJob)
    .where(eq(registrarJob.orderId, orderId));
  return rows
    .filter(({ state }) => state !== "cancelled")
    .reduce((all, { minor }) => add(all, money(minor ?? 0)), money(0));
}

/** The names in orders, by order. */
export async function orderedIn(tx: Tx, orderIds: readonly Id<"order">[]): Promise<Map<string, OrderedDomain[]>> {
  const found = new Map<string, OrderedDomain[]>();
  if (orderIds.length === 0) return found;
  const rows = await tx
    .select({
      ...{ orderId: registrarJob.orderId, state: registrarJob.state, minor: registrarJob.priceMinor },
      ...{ code: registrarJob.failureCode, message: registrarJob.failureMessage },
      ...{ domainId: domain.id, name: domain.name },
    })
    .from(registrarJob)
    .innerJoin(domain, eq(domain.id, registrarJob.domainId))
    .where(inArray(registrarJob.orderId, [...orderIds]))
    .orderBy(asc(registrarJob.id));
  for (const { orderId, state, minor, code, message, domainId, name } of rows) {
    const failure = code === null || message === null ? null : { code, message };
    const one = { domainId, name, shown: shownHost(name), price: money(minor ?? 0), state, failure };
    found.set(orderId ?? "", [...(found.get(orderId ?? "") ?? []), one]);
  }
  return found;
}

/** A part of an order that failed, and that nothing was sent back for yet. */
export async function toRefund(tx: Tx, jobId: Id<"registrarJob">) {
  const job = await lockJob(tx, jobId);
  if (!job?.orderId || job.state !== "failed" || job.refundId !== null || job.priceMinor === null) return undefined;
  return { jobId, orderId: job.orderId, amount: money(job.priceMinor, job.priceCurrency ?? "EUR") };
}

export const noteRefund = (tx: Tx, jobId: Id<"registrarJob">, refundId: string) => updateJob(tx, jobId, { refundId });
