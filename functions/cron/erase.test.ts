import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { account } from "#core/accounts/account.sql.ts";
import { KeyRing } from "#core/kernel/data-key.ts";
import { type Id, newId } from "#core/kernel/id.ts";
import { MemoryKeyProtection } from "#core/kernel/memory-key-protection.ts";
import { system, type TestWorld, testWorld } from "#core/kernel/test-context.ts";
import { service } from "#core/services/service.sql.ts";
import { erase } from "./erase.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

async function closed(): Promise<Id<"account">> {
  const id = newId("account");
  const row = { id, name: "Studio", createdAt: world.clock.now, erasureDueAt: world.clock.now };
  await world.db.transaction({ role: "platform" }, (tx) => tx.insert(account).values(row));
  return id;
}

test("an account that cannot be erased keeps no other waiting, is told, and is tried again", async () => {
  const told = vi.spyOn(console, "log").mockImplementation(() => {});
  const failed = vi.spyOn(console, "error").mockImplementation(() => {});
  const [busy, quiet] = [await closed(), await closed()];
  await world.db.transaction({ role: "platform" }, (tx) =>
    tx.insert(service).values({
      ...{ id: newId("service"), accountId: busy, orderId: newId("order"), name: "site" },
      ...{ template: "static", parameters: {} },
      ...{ state: "active", generation: 1, planId: newId("plan"), planName: "Start", priceMinor: 290 },
      ...{ planVersionId: newId("planVersion"), interval: "month" },
      ...{ priceCurrency: "EUR", memoryMb: 128, cpuPercent: 25, processes: 64, diskMb: 1024 },
      ...{ paidUntil: world.clock.now, createdAt: world.clock.now },
    }),
  );
  const keys = new KeyRing({ protection: new MemoryKeyProtection(), now: () => world.clock.now });
  const ctx = world.as(system, { keys });
  expect(await erase(ctx)).toEqual({ accountsErased: 1, peopleErased: 0 });
  const names = async (id: Id<"account">) =>
    (await world.db.transaction({ role: "platform" }, (tx) => tx.select().from(account).where(eq(account.id, id))))[0]
      ?.name;
  expect([await names(quiet), await names(busy)]).toEqual(["Erased", "Studio"]);
  expect(JSON.stringify([...told.mock.calls, ...failed.mock.calls])).toContain(busy);
  await world.db.transaction({ role: "platform" }, (tx) => tx.update(service).set({ state: "terminated" }));
  expect(await erase(ctx)).toEqual({ accountsErased: 1, peopleErased: 0 });
  vi.restoreAllMocks();
});
