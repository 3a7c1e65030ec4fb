import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "../kernel/operation.ts";
import { staffMember, system, type TestWorld, testWorld } from "../kernel/test-context.ts";
import * as Reports from "../reports/index.ts";
import * as Catalog from "./index.ts";
import { euros, somePlan, someProduct, someTerms } from "./test-catalog.ts";

let world: TestWorld;
let staff: Ctx;
beforeAll(async () => {
  world = await testWorld();
  staff = world.as(staffMember("administrator"));
});
afterAll(() => world.close());

const edits = ["rename", "draft", "publish", "retire", "offer", "rename product", "retire product", "reorder"] as const;
type Edit = (typeof edits)[number];

/** What is edited last, by staff, of the product with this slug. An edit that its state forbids changes nothing. */
async function apply(edit: Edit, slug: string, nth: number): Promise<void> {
  const product = await standing(slug);
  const [first] = product.plans;
  if (!first) return;
  const plan = { planId: first.id, revision: first.revision };
  const whole = { productId: product.id, revision: product.revision };
  const seen = product.plans.map(({ id }) => id);
  const acts: Record<Edit, () => Promise<unknown>> = {
    rename: () => Catalog.changePlan(staff, { ...plan, name: `Name ${nth}`, summary: "" }),
    draft: () => Catalog.draftVersion(staff, { ...plan, terms: someTerms({ price: euros(1000 + nth) }) }),
    publish: () => Catalog.publish(staff, plan),
    retire: () => Catalog.setPlanState(staff, { ...plan, state: "retired" }),
    offer: () => Catalog.setPlanState(staff, { ...plan, state: "on_sale" }),
    "rename product": () => Catalog.changeProduct(staff, { ...whole, name: `Product ${nth}`, description: "" }),
    "retire product": () => Catalog.setProductState(staff, { ...whole, state: "retired" }),
    reorder: () => Catalog.reorderPlans(staff, { productId: product.id, seen, planIds: seen.toReversed() }),
  };
  await acts[edit]().catch((error: { kind?: string }) => expect(error.kind).toBe("conflict"));
}

async function standing(slug: string) {
  const found = (await Reports.catalogue(staff, {})).items.find((product) => product.slug === slug);
  if (!found) throw new Error(`there is no product ${slug}`);
  return found;
}

/** Each alone, and each with another one after it. */
const sequences = edits.flatMap((edit, at) => [[edit], [edit, ...edits.slice((at + 2) % edits.length).slice(0, 1)]]);

test("setting up again changes nothing, whatever staff have edited since, and adds only what is new by its slug", async () => {
  for (const [run, done] of sequences.entries()) {
    const slug = `hosting-${run}`;
    const wanted = someProduct(slug);
    await Catalog.setUp(world.as(system), wanted);
    for (const [nth, edit] of done.entries()) await apply(edit, slug, nth);
    const before = await standing(slug);
    await Catalog.setUp(world.as(system), wanted);
    expect([done, await standing(slug)]).toEqual([done, before]);
    await Catalog.setUp(world.as(system), { ...wanted, plans: [...wanted.plans, somePlan(`${slug}-new`)] });
    const after = await standing(slug);
    const added = after.plans.filter((plan) => plan.slug === `${slug}-new`).map(({ id }) => id);
    expect(added).toHaveLength(1);
    expect({ ...after, plans: after.plans.filter(({ id }) => !added.includes(id)) }).toEqual(before);
  }
});

test("many who set up at once leave one of each", async () => {
  const wanted = someProduct("at-once");
  await Promise.all(Array.from({ length: 4 }, () => Catalog.setUp(world.as(system), wanted)));
  const { plans } = await standing("at-once");
  expect(plans.map(({ slug, current }) => [slug, current?.number])).toEqual([
    ["at-once-small", 1],
    ["at-once-large", 1],
  ]);
});
