import { and, desc, eq, lt } from "drizzle-orm";
import { z } from "zod";
import * as Accounts from "../accounts/index.ts";
import * as ApiKeys from "../api-keys/index.ts";
import * as Billing from "../billing/index.ts";
import { intervals } from "../catalog/catalog.state.ts";
import * as Catalog from "../catalog/index.ts";
import * as Domains from "../domains/index.ts";
import * as Hosting from "../hosting/index.ts";
import { type Actor, may } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { Money, money } from "../kernel/money.ts";
import { query } from "../kernel/operation.ts";
import { PageInput, page } from "../kernel/page.ts";
import { only } from "../kernel/rows.ts";
import { operationOf } from "../services/index.ts";
import * as Sources from "../sources/index.ts";
import { order } from "./order.sql.ts";
import { can, type OrderAction, type OrderState, orderStates, payWithinHours } from "./order.state.ts";

export type OrderRow = typeof order.$inferSelect;

export const Order = z
  .object({
    id: Id("order"),
    number: z.int(),
    accountId: Id("account"),
    state: z.enum(orderStates),
    /** Null, as all that a website is sold by, where names alone are ordered. */
    siteName: z.string().nullable(),
    /** Where the site will be; of names alone the first of them. */
    host: z.string(),
    /** What the site is to run. */
    app: Hosting.App.nullable(),
    /** Where its code comes from; null: it begins with a welcome page, or is not built. */
    source: Sources.OrderedSource.nullable(),
    planId: Id("plan").nullable(),
    planName: z.string().nullable(),
    /** What it was sold by, whatever has been published since. */
    planVersionId: Id("planVersion").nullable(),
    /** On top of the plan. */
    extras: z.array(Catalog.SoldExtra),
    interval: z.enum(intervals).nullable(),
    /** All that is paid with it: the first interval and what setting up costs, or what another plan costs today. */
    price: Money,
    /** Of an order that changes what a website that runs is sold. */
    change: z
      .object({
        fromPlanName: z.string(),
        fromExtras: z.array(Catalog.SoldExtra),
        price: Money,
        paidUntil: z.iso.datetime(),
      })
      .nullable(),
    /** The names in it, and what is done with them. */
    domains: z.array(Domains.OrderedDomain),
    serviceId: Id("service").nullable(),
    operationId: Id("operation").nullable(),
    failure: z.object({ code: z.string(), message: z.string() }).nullable(),
    createdAt: z.date(),
    /** Cancelled by itself then; null where nothing waits to be paid. */
    payUntil: z.date().nullable(),
    /** When the kept card is charged for it by itself; null: it is paid by hand. */
    chargeAt: z.date().nullable(),
    paidAt: z.date().nullable(),
    /** Refunded then at the latest, unless the site is live. */
    refundDueAt: z.date().nullable(),
    refundedAt: z.date().nullable(),
  })
  .meta({ id: "Order" });
export type Order = z.infer<typeof Order>;

/** The person of the account whom an order is told to, whoever places it for them. */
export async function buyerOf(tx: Tx, actor: Actor): Promise<{ accountId: Id<"account">; personId: Id<"person"> }> {
  switch (actor.type) {
    case "member":
      return actor;
    case "key":
      return { ...actor, personId: await ApiKeys.creatorOf(tx, actor.keyId) };
    case "acting": {
      const [owner] = await Accounts.ownersOf(tx, actor.accountId);
      if (owner === undefined) throw new Error("an account without an owner");
      return { ...actor, personId: owner };
    }
    default:
      throw new Error(`${actor.type} places no orders`);
  }
}

export const list = query({
  name: "order.list",
  input: z.object({
    ...PageInput,
    state: z.enum(orderStates).optional(),
    /** For staff; members see one account anyway. */
    accountId: Id("account").optional(),
  }),
  allow: may("order:read"),
  async run({ tx, ctx }, { limit, cursor, state, accountId }) {
    const rows = await tx
      .select()
      .from(order)
      .where(
        and(
          cursor ? lt(order.id, cursor as OrderRow["id"]) : undefined,
          state ? eq(order.state, state) : undefined,
          accountId ? eq(order.accountId, accountId) : undefined,
        ),
      )
      .orderBy(desc(order.id))
      .limit(limit + 1);
    const operations = await operationOf(
      tx,
      rows.flatMap(({ serviceId }) => serviceId ?? []),
    );
    const names = await Domains.orderedIn(
      tx,
      rows.map(({ id }) => id),
    );
    const charges = await chargesPlanned(tx, rows, ctx.now());
    return page(rows, limit, (row) =>
      toOrder(ctx.ports.addresses, row, {
        operationId: operations.get(row.serviceId ?? "")?.id ?? null,
        domains: names.get(row.id) ?? [],
        chargeAt: charges.get(row.id) ?? null,
      }),
    );
  },
});

export const get = query({
  name: "order.get",
  input: z.object({ orderId: Id("order") }),
  allow: may("order:read"),
  async run({ tx, ctx }, { orderId }) {
    const [row] = await tx.select().from(order).where(eq(order.id, orderId));
    if (!row) throw notFound("order");
    const chargeAt = (await chargesPlanned(tx, [row], ctx.now())).get(row.id) ?? null;
    return { ...(await shown(tx, ctx.ports.addresses, row)), chargeAt };
  },
});

export async function find(tx: Tx, id: Id<"order">): Promise<OrderRow | undefined> {
  const [row] = await tx.select().from(order).where(eq(order.id, id));
  return row;
}

export async function lock(tx: Tx, id: Id<"order">): Promise<OrderRow> {
  const [row] = await tx.select().from(order).where(eq(order.id, id)).for("update");
  if (!row) throw notFound("order");
  return row;
}

export function demand(action: OrderAction, row: { state: OrderState }): void {
  if (can(action, row)) return;
  throw new DomainError("conflict", `order.cannot_${action}`, `This is not possible while the order is ${row.state}.`);
}

export async function update(tx: Tx, id: Id<"order">, change: Partial<OrderRow>): Promise<OrderRow> {
  return only(await tx.update(order).set(change).where(eq(order.id, id)).returning());
}

/** Until when an order that nobody has paid keeps its name. */
const payUntil = ({ payUntil: until, createdAt }: OrderRow): Date =>
  until ?? new Date(createdAt.getTime() + payWithinHours * 3_600_000);

type Addresses = { ofSite(name: string): { host: string } };

export async function shown(tx: Tx, addresses: Addresses, row: OrderRow): Promise<Order> {
  const operations = row.serviceId === null ? undefined : await operationOf(tx, [row.serviceId]);
  const domains = (await Domains.orderedIn(tx, [row.id])).get(row.id) ?? [];
  return toOrder(addresses, row, {
    operationId: operations?.get(row.serviceId ?? "")?.id ?? null,
    domains,
    chargeAt: null,
  });
}

/** When a kept card is charged, of those orders that one is charged for as things are now. */
export async function chargesPlanned(tx: Tx, rows: readonly OrderRow[], now: Date): Promise<Map<string, Date>> {
  const planned = rows.filter(({ state, nextChargeAt }) => state === "pending" && nextChargeAt !== null);
  if (planned.length === 0) return new Map();
  const wanted = await Domains.renewalsWanted(
    tx,
    planned.map(({ id }) => id),
    now,
  );
  const payers = await Billing.withCard(
    tx,
    planned.map(({ accountId }) => accountId),
  );
  return new Map(
    planned.flatMap(({ id, accountId, nextChargeAt }) =>
      nextChargeAt !== null && wanted.has(id) && payers.has(accountId) ? [[id, nextChargeAt] as const] : [],
    ),
  );
}

/** What an order is told by: where its site will be, or the first of its names. */
const hostOf = (addresses: Addresses, { siteName }: OrderRow, domains: Order["domains"]): string =>
  siteName === null ? (domains[0]?.shown ?? "") : addresses.ofSite(siteName).host;

function toOrder(
  addresses: Addresses,
  row: OrderRow,
  { operationId, domains, chargeAt }: Pick<Order, "operationId" | "domains" | "chargeAt">,
): Order {
  return {
    id: row.id,
    number: row.number,
    accountId: row.accountId,
    state: row.state,
    siteName: row.siteName,
    host: hostOf(addresses, row, domains),
    app: row.app,
    source: row.source,
    planId: row.planId,
    planName: row.planName,
    planVersionId: row.planVersionId,
    extras: row.extras,
    interval: row.interval,
    price: money(row.priceMinor, row.priceCurrency),
    change: row.change && {
      fromPlanName: row.change.from.planName,
      fromExtras: row.change.from.extras ?? [],
      price: money(row.change.to.priceMinor, row.priceCurrency),
      paidUntil: row.change.to.paidUntil,
    },
    domains,
    serviceId: row.serviceId,
    operationId: row.change === null ? operationId : (row.change.operationId ?? null),
    failure: row.failureCode === null ? null : { code: row.failureCode, message: row.failureMessage ?? "" },
    createdAt: row.createdAt,
    payUntil: row.state === "pending" ? payUntil(row) : null,
    chargeAt,
    paidAt: row.paidAt,
    refundDueAt: row.refundDueAt,
    refundedAt: row.refundedAt,
  };
}
