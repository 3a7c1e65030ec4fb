import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { KeyRing } from "../kernel/data-key.ts";
import { type Id, newId } from "../kernel/id.ts";
import { MemoryKeyProtection } from "../kernel/memory-key-protection.ts";
import { member, staffMember, type TestWorld, testWorld } from "../kernel/test-context.ts";
import { tablesHolding } from "../kernel/test-rows.ts";
import { account } from "./account.sql.ts";
import * as Accounts from "./index.ts";

let world: TestWorld;
let keys: KeyRing;
beforeAll(async () => {
  world = await testWorld();
  keys = new KeyRing({ protection: new MemoryKeyProtection(), now: () => world.clock.now });
  await platform((tx) => keys.prepare(tx));
});
afterAll(() => world.close());

const platform = <T>(run: Parameters<typeof world.db.transaction<T>>[1]) =>
  world.db.transaction({ role: "platform" }, run);

const contact = {
  ...{ company: "Lighthouse Keepers GmbH", person: "Grace Hopper", street: "Mole 7", streetMore: "Tower" },
  ...{ postalCode: "24103", city: "Kiel", region: "", country: "DE", phone: "+49 431 5550199", taxId: "DE811907980" },
  billingEmail: "bills@lighthouse.example",
};

async function customer(): Promise<{ accountId: Id<"account">; read(): ReturnType<typeof Accounts.details> }> {
  const accountId = newId("account");
  await platform((tx) => tx.insert(account).values({ id: accountId, name: "Studio", createdAt: world.clock.now }));
  const owner = world.as(member(accountId), { keys });
  await Accounts.updateDetails(owner, { name: "Studio", contact });
  return { accountId, read: () => Accounts.details(owner, {}) };
}

test("contact data is ciphertext at rest, in every table, and in the clear only for those who may", async () => {
  const { accountId, read } = await customer();
  for (const text of Object.values(contact).filter((each) => each.length > 2)) {
    expect([text, await platform((tx) => tablesHolding(tx, text))]).toEqual([text, []]);
  }
  expect((await read()).contact).toEqual(contact);
  expect((await Accounts.detailsOf(world.as(staffMember("support"), { keys }), { accountId })).contact).toEqual(
    contact,
  );
  await expect(Accounts.details(world.as(member(accountId, "technical"), { keys }), {})).rejects.toMatchObject({
    code: "auth.forbidden",
  });
});

test("with its account's key erased nobody reads it, and other accounts' stays", async () => {
  const [gone, stays] = [await customer(), await customer()];
  await platform((tx) => keys.erase(tx, { kind: "account", id: gone.accountId }));
  const [row] = await platform((tx) => tx.select().from(account).where(eq(account.id, gone.accountId)));
  expect(row?.contact).not.toBeNull();
  await expect(gone.read()).rejects.toMatchObject({ reason: "key_erased" });
  // Nor does a process that has yet to unwrap a key.
  const fresh = new KeyRing({ protection: new MemoryKeyProtection(), now: () => world.clock.now });
  const owner = world.as(member(gone.accountId), { keys: fresh });
  await expect(Accounts.details(owner, {})).rejects.toMatchObject({ reason: "key_erased" });
  expect((await stays.read()).contact).toEqual(contact);
});
