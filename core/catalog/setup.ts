import { z } from "zod";
import { command } from "../kernel/operation.ts";
import { planKinds } from "./catalog.state.ts";
import { takeCatalogTurn } from "./changing.ts";
import { insertPlan, PlanWords, planBySlug } from "./plan.ts";
import { insertProduct, ProductWords, productBySlug, Slug } from "./product.ts";
import { publishDraft } from "./publishing.ts";
import { NewTerms } from "./terms.ts";

/**
 * Puts a product with its plans on sale, once: what there is by its slug stays as it is, because staff may have changed
 * it. All of it or nothing, so that a crash leaves no half that looks like somebody's work.
 */
export const setUp = command({
  name: "product.set_up",
  input: ProductWords.extend({
    slug: Slug,
    plans: z
      .array(PlanWords.extend({ slug: Slug, kind: z.enum(planKinds).default("plan"), terms: NewTerms }).strict())
      .max(100),
  }).strict(),
  allow: { system: true },
  async run(scope, { plans, ...words }) {
    const { tx, ctx } = scope;
    await takeCatalogTurn(tx);
    const createdAt = ctx.now();
    const known = await productBySlug(tx, words.slug);
    const home = known ?? (await insertProduct(tx, { ...words, family: "hosting", state: "on_sale", createdAt }));
    const added: string[] = [];
    for (const { terms, ...plan } of plans) {
      if (await planBySlug(tx, plan.slug)) continue;
      const row = await insertPlan(tx, { ...plan, productId: home.id, createdAt }, terms);
      await publishDraft(scope, row);
      added.push(plan.name);
    }
    const value = { productId: home.id };
    if (known && added.length === 0) return { value, audit: "unchanged", events: [] };
    return { value, audit: { target: home.id, after: { name: home.name, plans: added } }, events: [] };
  },
});
