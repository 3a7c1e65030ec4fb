import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../kernel/db.ts";
import { notFound } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { add, type Money, multiply } from "../kernel/money.ts";
import { query } from "../kernel/operation.ts";
import { newestSold, soldBy } from "./offer.ts";
import { plan } from "./plan.sql.ts";
import { product } from "./product.sql.ts";
import { Terms } from "./terms.ts";

/** An extra as it is sold now, with any plan of its product. */
export const Extra = Terms.extend({
  id: Id("plan"),
  productId: Id("product"),
  slug: z.string(),
  name: z.string(),
  summary: z.string(),
  /** Of these terms: what is ordered names it. */
  versionId: Id("planVersion"),
}).meta({ id: "Extra" });
export type Extra = z.infer<typeof Extra>;

/** What was sold on top of a plan; its version says what is in it. */
export const SoldExtra = z
  .object({ id: Id("plan"), versionId: Id("planVersion"), name: z.string(), count: z.int() })
  .meta({ id: "SoldExtra" });
export type SoldExtra = z.infer<typeof SoldExtra>;

export const listExtras = query({
  name: "extra.list",
  input: z.object({}),
  allow: { anyone: true },
  run: ({ tx }) => extrasOnSale(tx),
});

/** In the order in which they are shown; those of one product, if it is named. */
export async function extrasOnSale(tx: Tx, productId?: Id<"product">): Promise<Extra[]> {
  const sold = await newestSold(tx, and(eq(plan.kind, "extra"), productId ? eq(product.id, productId) : undefined));
  return sold.map(({ plan: row, product: of, version, terms }) => ({
    ...{ id: row.id, productId: of.id, slug: row.slug, name: row.name, summary: row.summary },
    versionId: version.id,
    ...terms,
  }));
}

/** Those that can be had with a plan, which may be off sale itself. */
export async function extrasFor(tx: Tx, planId: Id<"plan">): Promise<Extra[]> {
  const [row] = await tx.select({ productId: plan.productId }).from(plan).where(eq(plan.id, planId));
  if (!row) throw notFound("plan");
  return extrasOnSale(tx, row.productId);
}

/** Everything that was sold: a plan and what is on top of it. */
export async function soldTo(
  tx: Tx,
  { planVersionId, extras }: { planVersionId: Id<"planVersion">; extras: readonly SoldExtra[] },
): Promise<Terms> {
  let all = await soldBy(tx, planVersionId);
  for (const { versionId, count } of extras) all = joined(all, await soldBy(tx, versionId), count);
  return all;
}

/** A year of something can be paid only where a year of all of it can. */
function joined(one: Terms, other: Terms, count: number): Terms {
  const price = (of: Money, more: Money): Money => add(of, multiply(more, [count, 1], "halfExpand"));
  return {
    price: price(one.price, other.price),
    yearlyPrice: one.yearlyPrice && other.yearlyPrice && price(one.yearlyPrice, other.yearlyPrice),
    setupFee: one.setupFee,
    limits: {
      memoryMb: one.limits.memoryMb + count * other.limits.memoryMb,
      cpuPercent: one.limits.cpuPercent + count * other.limits.cpuPercent,
      processes: one.limits.processes + count * other.limits.processes,
      diskMb: one.limits.diskMb + count * other.limits.diskMb,
    },
    quotas: {
      trafficGb: one.quotas.trafficGb + count * other.quotas.trafficGb,
      sites: one.quotas.sites + count * other.quotas.sites,
      databases: one.quotas.databases + count * other.quotas.databases,
    },
  };
}
