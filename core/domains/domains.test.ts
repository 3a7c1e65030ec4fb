import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Id, newId } from "../kernel/id.ts";
import { outbox } from "../kernel/kernel.sql.ts";
import type { Ctx, Ports } from "../kernel/operation.ts";
import { member, staffMember, system, type TestWorld, testWorld } from "../kernel/test-context.ts";
import { domain } from "./domain.sql.ts";
import { type FakeRegistrar, fakeRegistrar } from "./fake-registrar.ts";
import * as Domains from "./index.ts";

let world: TestWorld;
let registrar: FakeRegistrar;
let ports: Partial<Ports>;
let asSystem: Ctx;

beforeAll(async () => {
  world = await testWorld();
  registrar = fakeRegistrar(() => world.clock.now);
  ports = {
    registrar,
    addresses: {
      publicUrl: "https://my.hosting.com",
      sitesDomain: "sites.hosting.com",
      ofSite: (name) => ({ host: `${name}.sites.hosting.com`, url: `https://${name}.sites.hosting.com` }),
    },
  };
  asSystem = world.as(system, ports);
});
afterAll(() => world.close());

const customer = (role: Parameters<typeof member>[1] = "owner") => {
  const accountId = newId("account");
  return { accountId, ctx: world.as(member(accountId, role), ports) };
};
const own = (accountId: Id<"account">, name: string) =>
  world.db.transaction({ role: "tenant", accountId }, (tx) => Domains.findOwnDomain(tx, accountId, name));

describe("names that are held elsewhere", () => {
  test("stand in the account under their ASCII name, with the record that shows whose they are", async () => {
    const { ctx, accountId } = customer("technical");
    const added = await Domains.addExternalDomain(ctx, { name: " Größe.example.DE. " });
    expect(added).toMatchObject({
      ...{ name: "xn--gre-6ka8i.example.de", shown: "größe.example.de", registrar: "external", state: "unproven" },
      proof: { type: "TXT", name: "_rookery-challenge.xn--gre-6ka8i.example.de" },
    });
    expect((await Domains.list(ctx, { search: "größe" })).items).toEqual([added]);
    expect(await own(accountId, "www.xn--gre-6ka8i.example.de")).toBeUndefined();
    await expect(Domains.addExternalDomain(ctx, { name: "größe.example.de" })).rejects.toMatchObject({
      code: "domain.known",
    });
  });

  test("count when they are proven, for names below them too, and for one account alone", async () => {
    const { ctx, accountId } = customer();
    const { id } = await Domains.addExternalDomain(ctx, { name: "shop.com" });
    const other = customer();
    await Domains.addExternalDomain(other.ctx, { name: "shop.com" });
    await Domains.acceptProof(asSystem, { domainId: id });
    expect([await own(accountId, "shop.com"), await own(accountId, "a.b.shop.com")]).toMatchObject([{ id }, { id }]);
    expect([await own(accountId, "myshop.com"), await own(accountId, "com")]).toEqual([undefined, undefined]);
    expect(await own(other.accountId, "shop.com")).toBeUndefined();
    await expect(Domains.get(other.ctx, { domainId: id })).rejects.toMatchObject({ kind: "not_found" });
    const [theirs] = (await Domains.list(other.ctx, {})).items;
    await expect(Domains.acceptProof(asSystem, { domainId: theirs?.id as Id<"domain"> })).rejects.toMatchObject({
      code: "domain.taken",
    });
  });

  test("leave, and may come back", async () => {
    const { ctx, accountId } = customer();
    const { id } = await Domains.addExternalDomain(ctx, { name: "gone.org" });
    await Domains.acceptProof(asSystem, { domainId: id });
    expect(await Domains.removeExternalDomain(ctx, { domainId: id })).toMatchObject({ state: "ended" });
    expect([await own(accountId, "gone.org"), (await Domains.list(ctx, {})).items]).toEqual([undefined, []]);
    expect(await Domains.addExternalDomain(ctx, { name: "gone.org" })).toMatchObject({ state: "unproven" });
  });

  test("are added by those who run websites, and by nobody who only reads or pays", async () => {
    for (const role of ["reader", "billing"] as const)
      await expect(Domains.addExternalDomain(customer(role).ctx, { name: "a.de" })).rejects.toMatchObject({
        kind: "forbidden",
      });
  });

  test.each(["", "de", "co.uk", "10.0.0.1", "a b.de", "a_b.de", "my.hosting.com", "x.localhost", "a/../b.de", "-a.de"])(
    "%j is no domain of somebody's",
    async (name) => {
      await expect(Domains.addExternalDomain(customer().ctx, { name })).rejects.toMatchObject({ kind: "invalid" });
    },
  );
});

describe("prices", () => {
  const staff = () => world.as(staffMember("billing"), ports);

  test("follow from what the registrar takes and what staff put on top, of one ending or of all others", async () => {
    await Domains.readPrices(asSystem, {});
    const of = async (ending: string) => (await Domains.prices(staff(), {})).items.find((one) => one.ending === ending);
    expect(await of("com")).toMatchObject({
      ...{ costs: { register: { minor: 1090 } }, own: false },
      // A quarter more, and two euros at least; and then up to 99 cents.
      prices: { register: { minor: 1399 }, renew: { minor: 1499 }, restore: { minor: 11_299 } },
    });
    await Domains.setMargin(staff(), { ending: "com", onSale: true, percent: 10, atLeastMinor: 0, endsInMinor: null });
    expect(await of("com")).toMatchObject({ prices: { register: { minor: 1199 } }, own: true });
    await Domains.setMargin(staff(), { ending: "*", onSale: false, percent: 0, atLeastMinor: 0, endsInMinor: null });
    expect(await of("de")).toMatchObject({ prices: { register: null, transfer: null, renew: { minor: 390 } } });
    await Domains.readPrices(asSystem, {});
    expect(await of("com")).toMatchObject({ prices: { register: { minor: 1199 } } });
    for (const ending of ["*", "com"]) await Domains.removeMargin(staff(), { ending });
    expect(await of("com")).toMatchObject({ prices: { register: { minor: 1399 } }, own: false });
    await expect(
      Domains.setMargin(staff(), { ending: "zz", onSale: true, percent: 0, atLeastMinor: 0, endsInMinor: null }),
    ).rejects.toMatchObject({ kind: "not_found" });
  });

  test("are read once a day, and shown to customers without what they cost us", async () => {
    expect(await Domains.keepPricesFresh(asSystem)).toBe(0);
    world.clock.now = new Date(world.clock.now.getTime() + 25 * 3_600_000);
    expect(await Domains.keepPricesFresh(asSystem)).toBe(3);
    const { items } = await Domains.listEndings(customer("reader").ctx, {});
    expect(items.map(({ ending }) => ending)).toEqual(["co.uk", "com", "de"]);
    expect(JSON.stringify(items)).not.toContain("1090");
    await expect(Domains.prices(customer().ctx, {})).rejects.toMatchObject({ kind: "forbidden" });
    await expect(
      Domains.setMargin(world.as(staffMember("support"), ports), {
        ...{ ending: "*", onSale: true, percent: 0, atLeastMinor: 0, endsInMinor: null },
      }),
    ).rejects.toMatchObject({ kind: "forbidden" });
  });
});

describe("the search", () => {
  const found = async (query: string) => (await Domains.search(customer("reader").ctx, { query })).items;

  test("finds a word below the usual endings, and others like it", async () => {
    registrar.taken.add("garten.de");
    const items = await found("Garten");
    expect(items).toMatchObject([
      { name: "garten.de", availability: "taken", price: null, transfer: { minor: 599 }, suggested: false },
      { name: "garten.com", availability: "free", price: { minor: 1399 }, renewal: { minor: 1499 }, transfer: null },
      { name: "my-garten.de", suggested: true, availability: "free" },
      { name: "my-garten.com", suggested: true },
    ]);
  });

  test("takes umlauts, whole names, words with spaces, and many names at once", async () => {
    expect((await found("grüne wiese"))[0]).toMatchObject({ name: "xn--grnewiese-r9a.de", shown: "grünewiese.de" });
    const like = (await found("grüne wiese")).filter(({ suggested }) => suggested).map(({ shown }) => shown);
    expect(like).toEqual(["my-grünewiese.de", "my-grünewiese.com"]);
    expect((await found("laden.co.uk"))[0]).toMatchObject({ name: "laden.co.uk", price: { minor: 899 } });
    const many = await found("a.de, b.com;c.de\nd.zz  e..de");
    expect(many.map(({ shown, availability }) => [shown, availability])).toEqual([
      ["a.de", "free"],
      ["b.com", "free"],
      ["c.de", "free"],
      ["d.zz", "not_sold"],
      ["e..de", "invalid"],
    ]);
    await expect(found(Array.from({ length: 21 }, (_, at) => `a${at}.de`).join(" "))).rejects.toMatchObject({
      code: "domain.too_many_names",
    });
  });

  test("says what premium names cost with us", async () => {
    registrar.premium.set("gold.com", 150_000);
    expect((await found("gold.com"))[0]).toMatchObject({ availability: "premium", price: { minor: 187_599 } });
  });

  test.each(["%", "…", "a".repeat(300), "a\u0000b.de", "<script>.de", "'; drop table domain; --"])(
    "makes nothing of %j",
    async (query) => {
      const items = await found(query);
      expect(items.every(({ availability }) => availability === "invalid" || availability === "free")).toBe(true);
    },
  );
});

test("whoever knocks for the registrar has us look once in a while, and nothing more", async () => {
  const knocking = world.as({ type: "webhook", source: "autodns" }, ports);
  world.clock.now = new Date(Math.ceil(world.clock.now.getTime() / 10_000) * 10_000);
  for (let times = 0; times < 3; times++) await Domains.wake(knocking, {});
  const events = () =>
    world.db.transaction({ role: "platform" }, (tx) =>
      tx.select({ subject: outbox.subject }).from(outbox).where(eq(outbox.type, "registrar.poll_due")),
    );
  expect(await events()).toEqual([{ subject: "registrar" }]);
  world.clock.now = new Date(world.clock.now.getTime() + 10_000);
  await Domains.wake(knocking, {});
  expect(await events()).toHaveLength(2);
  await expect(Domains.wake(customer().ctx, {})).rejects.toMatchObject({ kind: "forbidden" });
});

test("who sees chosen services alone sees no domains", async () => {
  const { ctx, accountId } = customer();
  await Domains.addExternalDomain(ctx, { name: "hidden.de" });
  const rows = await world.db.transaction({ role: "tenant", accountId, serviceIds: [newId("service")] }, (tx) =>
    tx.select().from(domain),
  );
  expect(rows).toEqual([]);
});
