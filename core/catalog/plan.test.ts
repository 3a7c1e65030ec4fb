import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../kernel/id.ts";
import { anonymous, member, staffMember, system, type TestWorld, testWorld } from "../kernel/test-context.ts";
import * as Catalog from "./index.ts";
import { plan } from "./plan.sql.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

const described = {
  slug: "small",
  kind: "static",
  name: "Small",
  summary: "One site",
  price: { minor: 500, currency: "EUR" },
  limits: { memoryMb: 64, cpuPercent: 25, processes: 64, diskMb: 512 },
  position: 2,
} as const;
const as = { platform: { role: "platform" } } as const;

test("defining a plan twice changes it and makes no second one", async () => {
  const first = await Catalog.define(world.as(system), described);
  const second = await Catalog.define(world.as(system), { ...described, name: "Smaller" });
  expect(second).toMatchObject({ id: first.id, name: "Smaller", interval: "month" });
  expect(await Catalog.list(world.as(anonymous), {})).toEqual([second]);
});

test("anybody sees what is on sale, in its order, and nothing else", async () => {
  await Catalog.define(world.as(system), { ...described, slug: "large", name: "Large", position: 3 });
  const gone = await Catalog.define(world.as(system), { ...described, slug: "gone", position: 1 });
  await world.db.transaction(as.platform, (tx) => tx.update(plan).set({ onSale: false }).where(eq(plan.id, gone.id)));
  for (const actor of [anonymous, member(newId("account"), "reader"), staffMember("support")]) {
    expect((await Catalog.list(world.as(actor), {})).map(({ name }) => name)).toEqual(["Smaller", "Large"]);
  }
  await world.db.transaction(as.platform, async (tx) => {
    await expect(Catalog.onSale(tx, gone.id)).rejects.toMatchObject({ code: "plan.not_on_sale" });
    expect(await Catalog.get(tx, gone.id)).toMatchObject({ id: gone.id });
    await expect(Catalog.onSale(tx, newId("plan"))).rejects.toMatchObject({ code: "plan.not_found" });
  });
});

test("nobody but the platform defines plans, and none that costs less than nothing", async () => {
  for (const actor of [anonymous, member(newId("account")), staffMember("administrator")]) {
    await expect(Catalog.define(world.as(actor), described)).rejects.toThrow();
  }
  for (const minor of [-1, 0.5, Number.NaN]) {
    await expect(
      Catalog.define(world.as(system), { ...described, price: { minor, currency: "EUR" } }),
    ).rejects.toMatchObject({ issues: [{ path: ["price", "minor"] }] });
  }
});
