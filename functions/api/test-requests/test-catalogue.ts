import { asc } from "drizzle-orm";
import { plan as planRow, planVersion } from "#core/catalog/plan.sql.ts";
import { product } from "#core/catalog/product.sql.ts";
import { newId } from "#core/kernel/id.ts";
import type { TestApi } from "../test-api.ts";
import type { Setting, TestRequests } from "./test-setting.ts";

/** A product of its own, whose plan is sold by its first version and has a draft of the second. */
export async function catalogueSamples({ tx, plan, createdAt }: Setting) {
  const [productId, planId] = [newId("product"), newId("plan")];
  const words = { name: "Sample", position: 9, state: "on_sale", revision: 1, createdAt } as const;
  const slug = `product-${productId.slice(-8)}`.toLowerCase();
  await tx.insert(product).values({ id: productId, slug, family: "hosting", description: "", ...words });
  await tx
    .insert(planRow)
    .values({ id: planId, productId, slug: `plan-${planId.slice(-8)}`.toLowerCase(), summary: "", ...words });
  await tx.insert(planVersion).values(
    [createdAt, null].map((publishedAt, at) => ({
      ...{ id: newId("planVersion"), planId, number: at + 1, publishedAt, createdAt },
      ...{ priceMinor: 290 + at, setupFeeMinor: 0, priceCurrency: "EUR" as const },
      ...{ ...plan.limits, ...plan.quotas },
    })),
  );
  const products = await tx.select().from(product).orderBy(asc(product.position), asc(product.id));
  return { productId, planId, productIds: products.map(({ id }) => id) };
}

export const catalogueRequests = ({ plan }: TestApi, sample: Awaited<ReturnType<typeof catalogueSamples>>) => {
  const { productId, planId } = sample;
  const { limits, quotas } = plan;
  const terms = { price: { minor: 999, currency: "EUR" }, limits, quotas };
  return {
    "GET /plans": {},
    "GET /extras": {},
    "GET /plans/{slug}": { params: { slug: plan.slug } },
    "GET /dashboard/catalogue": {},
    "POST /dashboard/catalogue/products": { body: { slug: "brand-new", name: "Brand new", description: "" } },
    "POST /dashboard/catalogue/products/reorder": {
      body: { seen: sample.productIds, productIds: sample.productIds.toReversed() },
    },
    "POST /dashboard/catalogue/products/{productId}/change": {
      params: { productId },
      body: { revision: 1, name: "Other", description: "" },
    },
    "POST /dashboard/catalogue/products/{productId}/state": {
      params: { productId },
      body: { revision: 1, state: "retired" },
    },
    "POST /dashboard/catalogue/products/{productId}/reorder": {
      params: { productId },
      body: { seen: [planId], planIds: [planId] },
    },
    "POST /dashboard/catalogue/plans": { body: { productId, slug: "brand-new", name: "New", summary: "", terms } },
    "GET /dashboard/catalogue/plans/{planId}": { params: { planId } },
    "POST /dashboard/catalogue/plans/{planId}/change": {
      params: { planId },
      body: { revision: 1, name: "Other", summary: "" },
    },
    "POST /dashboard/catalogue/plans/{planId}/draft": { params: { planId }, body: { revision: 1, terms } },
    "POST /dashboard/catalogue/plans/{planId}/discard-draft": { params: { planId }, body: { revision: 1 } },
    "POST /dashboard/catalogue/plans/{planId}/publish": { params: { planId }, body: { revision: 1 } },
    "POST /dashboard/catalogue/plans/{planId}/state": { params: { planId }, body: { revision: 1, state: "retired" } },
  } satisfies TestRequests;
};
