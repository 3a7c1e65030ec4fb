import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { databaseErrorOf } from "../kernel/errors.ts";
import { type Id, newId } from "../kernel/id.ts";
import type { Ctx } from "../kernel/operation.ts";
import { anonymous, staffMember, system, type TestWorld, testWorld } from "../kernel/test-context.ts";
import * as Reports from "../reports/index.ts";
import * as Catalog from "./index.ts";
import { planVersion } from "./plan.sql.ts";
import { euros, somePlan, someProduct, someTerms } from "./test-catalog.ts";

let world: TestWorld;
let staff: Ctx;
let count = 0;
beforeAll(async () => {
  world = await testWorld();
  const addresses = { publicUrl: "", sitesDomain: "", ofSite: (name: string) => ({ host: name, url: name }) };
  staff = world.as(staffMember("administrator"), { addresses });
});
afterAll(() => world.close());

/** A plan on sale by its first version. */
async function planOnSale(): Promise<Id<"plan">> {
  count += 1;
  const slug = `plan-${count}`;
  await Catalog.setUp(world.as(system), someProduct(`product-${count}`, [somePlan(slug)]));
  const found = (await Catalog.list(world.as(anonymous), {})).find((plan) => plan.slug === slug);
  if (!found) throw new Error(`there is no plan ${slug}`);
  return found.id;
}
const look = (planId: Id<"plan">) => Reports.catalogPlan(staff, { planId });
const priced = (minor: number) => someTerms({ price: euros(minor) });
const numbers = ({ versions }: { versions: readonly { number: number }[] }) => versions.map(({ number }) => number);

describe("a version", () => {
  test("is drafted, edited, seen by nobody, and sold once it is published", async () => {
    const planId = await planOnSale();
    const drafted = await Catalog.draftVersion(staff, { planId, revision: 2, terms: priced(600) });
    const edited = await Catalog.draftVersion(staff, { planId, revision: drafted.revision, terms: priced(700) });
    const before = await look(planId);
    expect([numbers(before), before.current?.price, before.draft?.price]).toEqual([[2, 1], euros(500), euros(700)]);
    await Catalog.publish(staff, { planId, revision: edited.revision });
    const after = await look(planId);
    expect([numbers(after), after.current?.number, after.draft]).toEqual([[2, 1], 2, null]);
    const [sold] = (await Catalog.list(world.as(anonymous), {})).filter(({ id }) => id === planId);
    expect(sold).toMatchObject({ price: euros(700), versionId: after.current?.id });
  });

  test("that says nothing new is none, and a draft that is discarded leaves no trace", async () => {
    const planId = await planOnSale();
    expect(await Catalog.draftVersion(staff, { planId, revision: 2, terms: someTerms() })).toMatchObject({
      revision: 2,
    });
    const { revision } = await Catalog.draftVersion(staff, { planId, revision: 2, terms: priced(600) });
    await Catalog.discardDraft(staff, { planId, revision });
    expect(numbers(await look(planId))).toEqual([1]);
    await expect(Catalog.discardDraft(staff, { planId, revision: revision + 1 })).rejects.toMatchObject({
      code: "plan.no_draft",
    });
    await expect(Catalog.publish(staff, { planId, revision: revision + 1 })).rejects.toMatchObject({
      code: "plan.no_draft",
    });
  });

  test("that was published can be neither changed nor deleted by anybody, whatever code asks for it", async () => {
    const planId = await planOnSale();
    const stays = { code: "23514", constraint: "plan_version_stays" };
    const [free, gone] = [
      (tx: Tx) => tx.update(planVersion).set({ priceMinor: 0 }).where(eq(planVersion.planId, planId)),
      (tx: Tx) => tx.delete(planVersion).where(eq(planVersion.planId, planId)),
    ];
    for (const act of [free, gone]) {
      const failure = await world.db.transaction({ role: "platform" }, act).catch((error: unknown) => error);
      expect(databaseErrorOf(failure)).toMatchObject(stays);
    }
    for (const viewer of [{ role: "visitor" }, { role: "tenant" }] as const) {
      const failure = await world.db.transaction(viewer, free).catch((error: unknown) => error);
      expect(databaseErrorOf(failure)).toMatchObject({ code: "42501" });
    }
    expect((await look(planId)).current?.price).toEqual(euros(500));
  });

  test("is one draft at a time, and no number is given twice, whatever code asks for it", async () => {
    const planId = await planOnSale();
    await Catalog.draftVersion(staff, { planId, revision: 2, terms: priced(600) });
    const again = (number: number) =>
      world.db
        .transaction({ role: "platform" }, async (tx) => {
          const [row] = await tx.select().from(planVersion).where(eq(planVersion.planId, planId));
          if (!row) throw new Error("there is no version");
          const id = newId("planVersion");
          await tx
            .insert(planVersion)
            .values({ ...row, id, number, publishedAt: number === 1 ? world.clock.now : null });
        })
        .catch((error: unknown) => error);
    expect(databaseErrorOf(await again(3))).toMatchObject({ constraint: "plan_version_draft" });
    expect(databaseErrorOf(await again(1))).toMatchObject({ constraint: "plan_version_number" });
  });
});

type Tx = Parameters<Parameters<TestWorld["db"]["transaction"]>[1]>[0];

describe("of several who change the same plan", () => {
  test("one does and the others are told to look again, and nothing of theirs is lost or half done", async () => {
    const planId = await planOnSale();
    const { revision } = await Catalog.draftVersion(staff, { planId, revision: 2, terms: priced(600) });
    const all = await Promise.allSettled([
      Catalog.publish(staff, { planId, revision }),
      Catalog.publish(staff, { planId, revision }),
      Catalog.draftVersion(staff, { planId, revision, terms: priced(900) }),
      Catalog.setPlanState(staff, { planId, revision, state: "retired" }),
      Catalog.changePlan(staff, { planId, revision, name: "Another", summary: "" }),
    ]);
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of all) {
      if (one.status === "rejected") expect(one.reason).toMatchObject({ kind: "conflict", code: "catalog.changed" });
    }
    expect((await look(planId)).revision).toBe(revision + 1);
  });

  test("a stale revision is refused by every change of a plan and of a product", async () => {
    const planId = await planOnSale();
    const { product } = await look(planId);
    const stale = { planId, revision: 1 };
    const words = { name: "Name", description: "", summary: "" };
    for (const act of [
      () => Catalog.changePlan(staff, { ...stale, ...words }),
      () => Catalog.draftVersion(staff, { ...stale, terms: priced(1) }),
      () => Catalog.discardDraft(staff, stale),
      () => Catalog.publish(staff, stale),
      () => Catalog.setPlanState(staff, { ...stale, state: "retired" }),
      () => Catalog.changeProduct(staff, { productId: product.id, revision: 0, ...words }),
      () => Catalog.setProductState(staff, { productId: product.id, revision: 0, state: "retired" }),
    ]) {
      await expect(act()).rejects.toMatchObject({ status: 409, code: "catalog.changed" });
    }
  });
});

test("a retired plan is not published behind its back", async () => {
  const planId = await planOnSale();
  const { revision } = await Catalog.setPlanState(staff, { planId, revision: 2, state: "retired" });
  const drafted = await Catalog.draftVersion(staff, { planId, revision, terms: priced(600) });
  await expect(Catalog.publish(staff, { planId, revision: drafted.revision })).rejects.toMatchObject({
    code: "catalog.wrong_state",
  });
});
