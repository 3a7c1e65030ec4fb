import { afterAll, beforeAll, expect, test } from "vitest";
import * as Catalog from "#core/catalog/index.ts";
import * as Identity from "#core/identity/index.ts";
import { KeyRing } from "#core/kernel/data-key.ts";
import { MemoryKeyProtection } from "#core/kernel/memory-key-protection.ts";
import type { Ctx } from "#core/kernel/operation.ts";
import { anonymous, system, type TestWorld, testWorld } from "#core/kernel/test-context.ts";
import { firstSteps } from "./first-steps.ts";

let world: TestWorld;
let operator: Ctx;
let visitor: Ctx;
beforeAll(async () => {
  world = await testWorld();
  const keys = new KeyRing({ protection: new MemoryKeyProtection(), now: () => world.clock.now });
  operator = world.as(system, { keys });
  visitor = world.as(anonymous);
});
afterAll(() => world.close());

const plan = {
  slug: "static-first",
  kind: "static",
  name: "First",
  summary: "",
  price: { minor: 290, currency: "EUR" },
  limits: { memoryMb: 128, cpuPercent: 25, processes: 64, diskMb: 1024 },
};
const staff = { name: "Ada Admin", email: "ada@portal.example" };
const signIn = (password: string) => Identity.signIn(visitor, { email: staff.email, password });

test("a new platform gets its key, its plans, and an administrator who can sign in", async () => {
  const begun = await firstSteps(operator, { staff, plans: [plan] });
  expect(begun).toEqual({
    platformKey: expect.stringMatching(/^ssh-ed25519 /),
    plans: ["static-first"],
    password: expect.stringMatching(/^[\w-]{24}$/),
  });
  expect(await signIn(begun.password ?? "")).toMatchObject({ session: { staff: "administrator" } });
  const onSale = await Catalog.list(visitor, {});
  expect(onSale.map(({ name }) => name)).toContain("First");
});

test("repeated, it keeps the key and the administrator's password, and shows no password again", async () => {
  const before = await firstSteps(operator, { staff: { ...staff, email: "bea@portal.example" } });
  const again = await firstSteps(operator, { staff: { ...staff, email: "bea@portal.example" } });
  expect(again).toEqual({ platformKey: before.platformKey, plans: [] });
});

test.each([
  { staff: { name: "A", email: "no address" } },
  { staff: { ...staff, role: "support" } },
  { plans: [{ ...plan, slug: "No Slug" }] },
  { plans: [{ ...plan, price: { minor: -1, currency: "EUR" } }] },
  { unknown: true },
  "nonsense",
  null,
])("refuses %j and changes nothing", async (order) => {
  await expect(firstSteps(operator, order)).rejects.toThrow();
});
