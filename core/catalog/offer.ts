import { and, asc, desc, eq, isNotNull, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../kernel/db.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { query } from "../kernel/operation.ts";
import { families } from "./catalog.state.ts";
import { plan, planVersion } from "./plan.sql.ts";
import { product } from "./product.sql.ts";
import { Slug } from "./product.ts";
import { Terms, termsOf } from "./terms.ts";

/** A plan as it is sold now. */
export const Plan = Terms.extend({
  id: Id("plan"),
  /** What links name it by: `/order?plan=…`. */
  slug: z.string(),
  name: z.string(),
  summary: z.string(),
  /** Of these terms: an order that names it is refused when they have changed meanwhile. */
  versionId: Id("planVersion"),
  product: z.object({
    id: Id("product"),
    slug: z.string(),
    family: z.enum(families),
    name: z.string(),
    description: z.string(),
  }),
}).meta({ id: "Plan" });
export type Plan = z.infer<typeof Plan>;

export const list = query({
  name: "plan.list",
  input: z.object({}),
  allow: { anyone: true },
  run: ({ tx }) => plansOnSale(tx),
});

/** What a link names that may be old. */
export const LinkedPlan = z.object({ slug: z.string(), name: z.string(), onSale: z.boolean() }).meta({
  id: "LinkedPlan",
});

export const find = query({
  name: "plan.find",
  input: z.object({ slug: Slug }),
  allow: { anyone: true },
  async run({ tx }, { slug }) {
    const [row] = await tx
      .select({ id: plan.id, name: plan.name })
      .from(plan)
      .innerJoin(planVersion, and(eq(planVersion.planId, plan.id), isNotNull(planVersion.publishedAt)))
      .where(and(eq(plan.slug, slug), eq(plan.kind, "plan")))
      .limit(1);
    if (!row) throw notFound("plan");
    return { slug, name: row.name, onSale: (await plansOnSale(tx, row.id)).length > 0 };
  },
});

/** The plan as it is sold now, for the transaction of an order. */
export async function onSale(tx: Tx, id: Id<"plan">): Promise<Plan> {
  const [sold] = await plansOnSale(tx, id);
  if (sold) return sold;
  const [row] = await tx
    .select({ id: plan.id })
    .from(plan)
    .where(and(eq(plan.id, id), eq(plan.kind, "plan")));
  if (!row) throw notFound("plan");
  throw new DomainError("conflict", "plan.not_on_sale", "This plan is no longer on sale.");
}

/** What was sold by a version, whatever has been published since. */
export async function soldBy(tx: Tx, id: Id<"planVersion">): Promise<Terms> {
  const [row] = await tx.select().from(planVersion).where(eq(planVersion.id, id));
  if (!row) throw notFound("plan");
  return termsOf(row);
}

/** In the order in which they are shown. */
export async function plansOnSale(tx: Tx, id?: Id<"plan">): Promise<Plan[]> {
  const sold = await newestSold(tx, and(eq(plan.kind, "plan"), id ? eq(plan.id, id) : undefined));
  return sold.map(({ plan: row, product: of, version, terms }) => ({
    ...{ id: row.id, slug: row.slug, name: row.name, summary: row.summary },
    versionId: version.id,
    product: { id: of.id, slug: of.slug, family: of.family, name: of.name, description: of.description },
    ...terms,
  }));
}

/** With the terms that new orders get. */
export async function newestSold(tx: Tx, wanted: SQL | undefined) {
  const newest = tx
    .selectDistinctOn([planVersion.planId])
    .from(planVersion)
    .where(isNotNull(planVersion.publishedAt))
    .orderBy(planVersion.planId, desc(planVersion.number))
    .as("newest");
  const rows = await tx
    .select({ plan, product, version: newest._.selectedFields })
    .from(plan)
    .innerJoin(product, and(eq(product.id, plan.productId), eq(product.state, "on_sale")))
    .innerJoin(newest, eq(newest.planId, plan.id))
    .where(and(eq(plan.state, "on_sale"), wanted))
    .orderBy(asc(product.position), asc(product.id), asc(plan.position), asc(plan.id));
  return rows.map((row) => ({ ...row, terms: termsOf(row.version) }));
}
