import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Id, newId } from "../kernel/id.ts";
import type { Ctx } from "../kernel/operation.ts";
import { anonymous, member, staffMember, system, type TestWorld, testWorld } from "../kernel/test-context.ts";
import * as Reports from "../reports/index.ts";
import * as Catalog from "./index.ts";
import { euros, someExtra, somePlan, someProduct, someTerms } from "./test-catalog.ts";

let world: TestWorld;
let staff: Ctx;
let visitor: Ctx;
beforeAll(async () => {
  world = await testWorld();
  staff = world.as(staffMember("billing"));
  visitor = world.as(anonymous);
  await Catalog.setUp(world.as(system), someProduct("hosting"));
});
afterAll(() => world.close());

const platform = { role: "platform" } as const;
/** What a refusal is about, whoever found it: the description of the input, or the operation. */
const fieldsOf = (refusal: { issues?: { path: string[] }[]; fields?: { path: string }[] }) =>
  refusal.issues?.map(({ path }) => path.join(".")) ?? refusal.fields?.map(({ path }) => path);
const slugsSeen = async (ctx = visitor) => (await Catalog.list(ctx, {})).map(({ slug }) => slug);
async function inCatalogue(slug: string) {
  const { items } = await Reports.catalogue(staff, {});
  const found = items.flatMap(({ plans }) => plans).find((plan) => plan.slug === slug);
  if (!found) throw new Error(`there is no plan ${slug}`);
  return found;
}

describe("what is on sale", () => {
  test("is the same for everybody: plans with product, price, limits and quotas, in their order", async () => {
    for (const actor of [anonymous, member(newId("account"), "reader"), staffMember("support")]) {
      expect(await slugsSeen(world.as(actor))).toEqual(["hosting-small", "hosting-large"]);
    }
    const [plan] = await Catalog.list(visitor, {});
    expect(plan).toMatchObject({
      product: { slug: "hosting", family: "hosting", name: "HOSTING", description: "Websites" },
      ...someTerms({ setupFee: euros(0), yearlyPrice: null }),
    });
  });

  test("follows the order that staff give it", async () => {
    const { items } = await Reports.catalogue(staff, {});
    const [product] = items;
    if (!product) throw new Error("there is no product");
    const seen = product.plans.map(({ id }) => id);
    await Catalog.reorderPlans(staff, { productId: product.id, seen, planIds: seen.toReversed() });
    expect(await slugsSeen()).toEqual(["hosting-large", "hosting-small"]);
    await expect(
      Catalog.reorderPlans(staff, { productId: product.id, seen, planIds: seen }),
      "somebody else has reordered them",
    ).rejects.toMatchObject({ code: "catalog.changed" });
    const twice = {
      productId: product.id,
      seen: seen.toReversed(),
      planIds: [seen[0], seen[0]].flatMap((id) => id ?? []),
    };
    await expect(Catalog.reorderPlans(staff, twice)).rejects.toMatchObject({ code: "catalog.not_an_order" });
    await Catalog.reorderPlans(staff, { productId: product.id, seen: seen.toReversed(), planIds: seen });
    expect(await slugsSeen()).toEqual(["hosting-small", "hosting-large"]);
  });

  test("leaves out a retired plan, which its link still knows, and takes it back", async () => {
    const { id, revision } = await inCatalogue("hosting-small");
    const retired = await Catalog.setPlanState(staff, { planId: id, revision, state: "retired" });
    expect(await slugsSeen()).toEqual(["hosting-large"]);
    expect(await Catalog.find(visitor, { slug: "hosting-small" })).toEqual({
      slug: "hosting-small",
      name: "HOSTING-SMALL",
      onSale: false,
    });
    await world.db.transaction(platform, (tx) =>
      expect(Catalog.onSale(tx, id)).rejects.toMatchObject({ code: "plan.not_on_sale" }),
    );
    const again = { planId: id, revision: retired.revision };
    await expect(Catalog.setPlanState(staff, { ...again, state: "retired" })).rejects.toMatchObject({
      code: "catalog.wrong_state",
    });
    await Catalog.setPlanState(staff, { ...again, state: "on_sale" });
    expect(await slugsSeen()).toEqual(["hosting-small", "hosting-large"]);
    expect(await Catalog.find(visitor, { slug: "hosting-small" })).toMatchObject({ onSale: true });
  });

  test("holds no plan of a product that is not", async () => {
    const { id } = await Catalog.createProduct(staff, { slug: "spare", name: "Spare", description: "" });
    const productId = id as Awaited<ReturnType<typeof Catalog.setUp>>["productId"];
    const made = await Catalog.createPlan(staff, { productId, ...somePlan("spare-plan") });
    const planId = made.id as `pln_${string}`;
    await expect(Catalog.find(visitor, { slug: "spare-plan" })).rejects.toMatchObject({ code: "plan.not_found" });
    await Catalog.publish(staff, { planId, revision: 1 });
    expect(await slugsSeen()).not.toContain("spare-plan");
    await Catalog.setProductState(staff, { productId, revision: 1, state: "on_sale" });
    expect(await slugsSeen()).toContain("spare-plan");
    await Catalog.setProductState(staff, { productId, revision: 2, state: "retired" });
    expect(await slugsSeen()).not.toContain("spare-plan");
    await world.db.transaction(platform, (tx) =>
      expect(Catalog.onSale(tx, planId)).rejects.toMatchObject({ code: "plan.not_on_sale" }),
    );
  });
});

describe("drafts", () => {
  test("are seen by staff and by nobody else, whatever is asked of the tables", async () => {
    const { plan, planVersion } = await import("./plan.sql.ts");
    const { product } = await import("./product.sql.ts");
    await Catalog.createProduct(staff, { slug: "secret", name: "Secret", description: "" });
    const { id, revision } = await inCatalogue("hosting-small");
    await Catalog.draftVersion(staff, { planId: id, revision, terms: someTerms({ price: euros(900) }) });
    const seen = (viewer: Parameters<TestWorld["db"]["transaction"]>[0]) =>
      world.db.transaction(viewer, async (tx) => ({
        products: (await tx.select().from(product)).filter(({ state }) => state === "draft").length,
        plans: (await tx.select().from(plan)).filter(({ state }) => state === "draft").length,
        versions: (await tx.select().from(planVersion)).filter(({ publishedAt }) => publishedAt === null).length,
        published: (await tx.select().from(planVersion)).filter(({ publishedAt }) => publishedAt !== null).length > 0,
      }));
    const nothing = { products: 0, plans: 0, versions: 0, published: true };
    expect(await seen({ role: "visitor" })).toEqual(nothing);
    expect(await seen({ role: "tenant", accountId: newId("account"), personId: newId("person") })).toEqual(nothing);
    expect(await seen(platform)).toMatchObject({ products: 1, versions: 1 });
    expect((await Catalog.list(visitor, {}))[0]?.price).toEqual(euros(500));
  });
});

describe("who may change it", () => {
  test("administrators and billing may, other staff look, and customers do neither", async () => {
    const input = { slug: "mine", name: "Mine", description: "" };
    for (const role of ["support", "operator"] as const) {
      await expect(Catalog.createProduct(world.as(staffMember(role)), input)).rejects.toMatchObject({
        kind: "forbidden",
      });
      expect((await Reports.catalogue(world.as(staffMember(role)), {})).items.length).toBeGreaterThan(0);
    }
    for (const actor of [anonymous, member(newId("account"))]) {
      await expect(Catalog.createProduct(world.as(actor), input)).rejects.toThrow();
      await expect(Reports.catalogue(world.as(actor), {})).rejects.toThrow();
    }
    await expect(Catalog.setUp(staff, someProduct("mine"))).rejects.toMatchObject({ kind: "forbidden" });
  });

  test.each([
    ["price", someTerms({ price: euros(-1) })],
    ["price", someTerms({ price: euros(0.5) })],
    ["price", someTerms({ price: euros(10_000_001) })],
    ["yearlyPrice", someTerms({ yearlyPrice: euros(-1) })],
    ["setupFee", someTerms({ setupFee: euros(-1) })],
    ["limits", someTerms({ limits: { ...someTerms().limits, memoryMb: 63 } })],
    ["limits", someTerms({ limits: { ...someTerms().limits, cpuPercent: 4 } })],
    ["limits", someTerms({ limits: { ...someTerms().limits, processes: 31 } })],
    ["limits", someTerms({ limits: { ...someTerms().limits, diskMb: 63 } })],
    ["limits", someTerms({ limits: { ...someTerms().limits, diskMb: 67_108_865 } })],
    ["quotas", someTerms({ quotas: { ...someTerms().quotas, sites: 0 } })],
    ["quotas", someTerms({ quotas: { ...someTerms().quotas, databases: -1 } })],
  ] as const)("a %s that no node takes or no customer can pay is refused by its field", async (field, terms) => {
    const { id, revision } = await inCatalogue("hosting-large");
    const refused = await Catalog.draftVersion(staff, { planId: id, revision, terms }).catch(fieldsOf);
    expect(refused).toEqual([expect.stringMatching(`^terms.${field}`)]);
  });

  test("an extra adds to something, has no setup fee, and is nobody's plan", async () => {
    const [product] = (await Reports.catalogue(staff, {})).items;
    const productId = product?.id as Id<"product">;
    const make = (slug: string, extra: Parameters<typeof someExtra>[1], more: object = {}) => {
      const { terms, ...words } = someExtra(slug, extra);
      return Catalog.createPlan(staff, { productId, ...words, terms: { ...terms, ...more } });
    };
    const price = euros(100);
    expect(await make("nothing", { price }).catch(fieldsOf)).toEqual(["terms.limits.memoryMb"]);
    const more = { price, quotas: { databases: 1 } };
    expect(await make("with-fee", more, { setupFee: euros(100) }).catch(fieldsOf)).toEqual(["terms.setupFee"]);
    const made = await make("database", more);
    await Catalog.publish(staff, { planId: made.id as Id<"plan">, revision: made.revision });
    expect((await Catalog.listExtras(visitor, {})).map(({ slug }) => slug)).toEqual(["database"]);
    expect(await slugsSeen()).not.toContain("database");
    await expect(Catalog.find(visitor, { slug: "database" })).rejects.toMatchObject({ kind: "not_found" });
  });

  test("a short name is used once, among products and among plans", async () => {
    await expect(
      Catalog.createProduct(staff, { slug: "hosting", name: "Again", description: "" }),
    ).rejects.toMatchObject({ code: "catalog.slug_taken", fields: [{ path: "slug" }] });
    const { items } = await Reports.catalogue(staff, {});
    const productId = items[0]?.id;
    if (productId === undefined) throw new Error("there is no product");
    await expect(Catalog.createPlan(staff, { productId, ...somePlan("hosting-small") })).rejects.toMatchObject({
      code: "catalog.slug_taken",
    });
  });
});
