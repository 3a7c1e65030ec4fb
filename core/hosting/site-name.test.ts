import { afterAll, beforeAll, expect, test } from "vitest";
import { type Id, newId } from "../kernel/id.ts";
import type { Ctx } from "../kernel/operation.ts";
import { member, staffMember, system, type TestWorld, testWorld } from "../kernel/test-context.ts";
import * as Hosting from "./index.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld({
    addresses: {
      publicUrl: "https://portal.example",
      sitesDomain: "sites.example",
      ofSite: (name) => ({ host: `${name}.sites.example`, url: `https://${name}.sites.example/` }),
    },
    siteNames: { isTaken: (siteName) => Hosting.isTaken(world.as(system), { siteName }) },
  });
});
afterAll(() => world.close());

const [mine, theirs] = [newId("account"), newId("account")];
const asMember = (): Ctx => world.as(member(mine, "reader"));
const claim = (name: string, accountId: Id<"account">) =>
  world.db.transaction({ role: "platform" }, (tx) =>
    Hosting.claim(tx, { name, accountId, orderId: newId("order"), claimedAt: world.clock.now }),
  );

test("a name is free until somebody claims it, and who that is stays untold", async () => {
  await claim("our-shop", mine);
  await claim("their-shop", theirs);
  const check = (siteName: string) => Hosting.checkName(asMember(), { siteName });
  expect(await check("new-shop")).toEqual({ host: "new-shop.sites.example", state: "free" });
  expect(await check("our-shop")).toEqual({ host: "our-shop.sites.example", state: "yours" });
  expect(await check(" Their-Shop ")).toEqual({ host: "their-shop.sites.example", state: "taken" });
});

test("a name that can be nobody's is refused as an order of it would be", async () => {
  for (const siteName of ["", "ab", "www", "a--b", "-a-b", "shop.example", "x".repeat(41)]) {
    await expect(Hosting.checkName(asMember(), { siteName }), siteName).rejects.toThrow();
  }
});

test("checking is for members and staff, and what spans all accounts for the platform alone", async () => {
  await expect(Hosting.checkName(world.as({ type: "anonymous" }), { siteName: "new-shop" })).rejects.toMatchObject({
    kind: "unauthenticated",
  });
  expect(await Hosting.checkName(world.as(staffMember()), { siteName: "new-shop" })).toMatchObject({ state: "free" });
  await expect(Hosting.isTaken(asMember(), { siteName: "their-shop" })).rejects.toMatchObject({ kind: "forbidden" });
});

test("everybody may know where sites are", async () => {
  expect(await Hosting.settings(world.as({ type: "anonymous" }), {})).toEqual({ sitesDomain: "sites.example" });
});
