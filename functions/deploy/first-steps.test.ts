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
  const addresses = { publicUrl: "https://portal.example", sitesDomain: "", ofSite: () => ({ host: "", url: "" }) };
  operator = world.as(system, { keys, addresses });
  visitor = world.as(anonymous, { addresses });
});
afterAll(() => world.close());

const plan = {
  slug: "static-first",
  name: "First",
  summary: "",
  terms: {
    price: { minor: 290, currency: "EUR" },
    limits: { memoryMb: 128, cpuPercent: 25, processes: 64, diskMb: 1024 },
    quotas: { trafficGb: 50, sites: 1, databases: 0 },
  },
};
const product = { slug: "hosting", name: "Hosting", description: "", plans: [plan] };
const staff = { name: "Ada Admin", email: "ada@portal.example" };

test("a new platform gets its key, its plans, and an administrator whose link is mailed and shown to nobody", async () => {
  const begun = await firstSteps(operator, { staff, products: [product] });
  expect(begun).toEqual({
    platformKey: expect.stringMatching(/^ssh-ed25519 /),
    plans: ["static-first"],
    invitation: "mailed",
  });
  expect(world.announced.at(-1)).toMatchObject({ type: "staff_invitation.requested" });
  const onSale = await Catalog.list(visitor, {});
  expect(onSale.map(({ name }) => name)).toContain("First");
});

test("where no mail goes out yet the link is shown to whoever asks for it, and opens the door once", async () => {
  const { invitation = "" } = await firstSteps(operator, { staff: { ...staff, show: true } });
  expect(invitation).toMatch(/^https:\/\/portal\.example\/join#token=[\w-]{43}&email=ada%40portal\.example$/);
  const token = new URLSearchParams(new URL(invitation).hash.slice(1)).get("token") ?? "";
  const password = "quiet harbour violet engine";
  await Identity.join(visitor, { token, password });
  expect(await Identity.signIn(visitor, { email: staff.email, password })).toMatchObject({
    session: { staff: "administrator" },
  });
});

test("repeated, it keeps the key, and gives whoever has begun no new link", async () => {
  const before = await firstSteps(operator, { staff });
  const again = await firstSteps(operator, { staff: { ...staff, show: true } });
  expect(again).toEqual({ platformKey: before.platformKey, plans: [] });
});

test.each([
  { staff: { name: "A", email: "no address" } },
  { staff: { ...staff, role: "support" } },
  { staff: { ...staff, password: "quiet harbour violet engine" } },
  { products: [{ ...product, slug: "No Slug" }] },
  { products: [{ ...product, plans: [{ ...plan, slug: "No Slug" }] }] },
  { products: [{ ...product, plans: [{ ...plan, terms: { ...plan.terms, price: { minor: -1, currency: "EUR" } } }] }] },
  { unknown: true },
  "nonsense",
  null,
])("refuses %j and changes nothing", async (order) => {
  await expect(firstSteps(operator, order)).rejects.toThrow();
});
