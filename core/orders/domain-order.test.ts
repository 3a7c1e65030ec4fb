import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type FakeRegistrar, fakeRegistrar } from "../domains/fake-registrar.ts";
import * as Domains from "../domains/index.ts";
import { registrarJob } from "../domains/job.sql.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import type { Ctx } from "../kernel/operation.ts";
import { compose } from "../notify/index.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import * as Orders from "./index.ts";

let platform: TestPlatform;
let registrar: FakeRegistrar;
let owner: Ctx;
let contactId: Id<"domainContact">;
let names = 0;

const down = () => new DomainError("unavailable", "registry.unavailable", "Not now.");
const price = 1399;

beforeAll(async () => {
  registrar = fakeRegistrar(() => platform.world.clock.now);
  platform = await testPlatform({ registrar });
  await platform.readyNode();
  await Domains.readPrices(platform.asSystem, {});
});
afterAll(() => platform.close());
beforeEach(async () => {
  ({ owner } = await platform.customer());
  ({ id: contactId } = await Domains.addContact(owner, {
    ...{ kind: "person", firstName: "Ada", lastName: "Byron", email: "ada@example.com" },
    ...{ street: "Main Street 1", postalCode: "80331", city: "München", country: "DE", phone: "+49 (89) 12-345 67" },
  }));
});

const newName = () => {
  names += 1;
  return { name: `name-${names}.com`, site: `site-${names}` };
};
const wanted = (name: string) => ({ name, contactId, priceMinor: price });

const paid = (...domains: string[]) =>
  pay({ planId: platform.plan.id, siteName: newName().site, domains: domains.map(wanted) });
const paidAlone = (...domains: string[]) => pay({ domains: domains.map(wanted) });

async function pay(input: Parameters<typeof Orders.place>[1]) {
  const placed = await Orders.place(owner, input);
  await Orders.checkout(owner, { orderId: placed.id });
  const [checkoutId = ""] = [...platform.payments.checkouts.keys()].slice(-1);
  platform.payments.pay(checkoutId);
  await Orders.recordPayment(platform.asSystem, { checkoutId });
  return placed;
}
const order = (orderId: Id<"order">) => Orders.get(owner, { orderId });
const refunds = async (orderId: Id<"order">) => {
  const [checkout] = [...platform.payments.checkouts.values()].filter((one) => one.orderId === orderId);
  return [...platform.payments.refunds.values()]
    .filter(({ paymentId }) => paymentId === checkout?.paymentId)
    .map(({ minor }) => minor);
};
const jobsOf = (name: string) => registrar.jobs.filter((job) => job.wanted.name === name);
const poll = () => Domains.pollMessages(platform.asSystem);

test("a name that is ordered with a website is paid with it, taken on, and the account's when the registrar says so", async () => {
  const { name } = newName();
  const placed = await paid(name);
  expect(placed).toMatchObject({ price: { minor: 500 + price }, domains: [{ name, state: "unpaid" }] });
  await platform.deliver();
  expect((await order(placed.id)).domains).toMatchObject([{ state: "accepted" }]);
  const [{ domainId } = { domainId: undefined }] = (await order(placed.id)).domains;
  if (!domainId) throw new Error("no domain");
  expect(await Domains.get(owner, { domainId })).toMatchObject({ state: "registering", provenAt: null });
  expect([...registrar.contacts.values()].at(-1)).toMatchObject({ lastName: "Byron", phone: "+49.891234567" });
  registrar.finish();
  expect(await poll()).toBe(1);
  expect((await order(placed.id)).domains).toMatchObject([{ state: "succeeded", failure: null }]);
  const registered = await Domains.get(owner, { domainId });
  expect(registered).toMatchObject({ state: "active", registrar: "autodns", nameServers: expect.any(Array) });
  expect([registered.provenAt, registered.expiresAt]).not.toContain(null);
  expect(await refunds(placed.id)).toEqual([]);
});

test("what fails at the registry alone is paid back, and the website stays", async () => {
  const [good, bad] = [newName().name, newName().name];
  const placed = await paid(good, bad);
  await platform.deliverFor(60);
  registrar.finish([bad]);
  await poll();
  await platform.deliver();
  const after = await order(placed.id);
  expect(after).toMatchObject({
    state: "fulfilled",
    domains: [{ state: "succeeded" }, { state: "failed", failure: { code: "registry.failed" } }],
  });
  expect(await refunds(placed.id)).toEqual([price]);
  // Its name is free for another try.
  expect(
    await Orders.place(owner, { planId: platform.plan.id, siteName: newName().site, domains: [wanted(bad)] }),
  ).toMatchObject({
    domains: [{ state: "unpaid" }],
  });
});

test("what the registrar refuses at once is paid back too", async () => {
  const { name } = newName();
  registrar.domains.set(name, {
    ...{ nameServers: [], registryState: null, privacy: null, dnssec: false, registeredAt: null, expiresAt: null },
  });
  const placed = await paid(name);
  await platform.deliver();
  expect((await order(placed.id)).domains).toMatchObject([{ state: "failed", failure: { code: "registry.refused" } }]);
  expect(await refunds(placed.id)).toEqual([price]);
});

test("an order that is refunded pays for what was registered, and for nothing else", async () => {
  const { name } = newName();
  const placed = await paid(name);
  // The registrar is asked; the website never gets ready.
  const { jobId } = await jobOf(placed.id);
  await Domains.sendJob(platform.asSystem, { jobId });
  await Orders.cancel(owner, { orderId: placed.id });
  await platform.deliverFor(60);
  expect(await refunds(placed.id)).toEqual([500]);
  registrar.finish([name]);
  await poll();
  await platform.deliver();
  expect(await refunds(placed.id)).toEqual([500, price]);
});

test("a name that the registrar was not asked for yet goes with its order", async () => {
  const { name } = newName();
  const placed = await paid(name);
  await Orders.cancel(owner, { orderId: placed.id });
  await platform.deliverFor(60);
  expect([await refunds(placed.id), jobsOf(name)]).toEqual([[500 + price], []]);
  expect((await order(placed.id)).domains).toMatchObject([{ state: "cancelled" }]);
});

async function jobOf(orderId: Id<"order">): Promise<{ jobId: Id<"registrarJob"> }> {
  const rows = await platform.world.db.transaction({ role: "platform" }, (tx) => tx.select().from(registrarJob));
  const found = rows.find((row) => row.orderId === orderId);
  if (!found) throw new Error("no job");
  return { jobId: found.id };
}

test.each([false, true])(
  "an outage when the registrar is asked (done all the same: %s) asks for nothing twice",
  async (executed) => {
    const { name } = newName();
    const placed = await paid(name);
    const { jobId } = await jobOf(placed.id);
    registrar.failing.push({ call: "begin", error: down(), executed });
    await expect(Domains.sendJob(platform.asSystem, { jobId })).rejects.toMatchObject({ kind: "unavailable" });
    await platform.deliver();
    await Domains.sendJob(platform.asSystem, { jobId });
    expect(jobsOf(name)).toHaveLength(1);
    expect((await order(placed.id)).domains).toMatchObject([{ state: "accepted" }]);
    registrar.finish();
    await poll();
  },
);

test("a message whose answer came before ours was heard counts all the same", async () => {
  const { name } = newName();
  const placed = await paid(name);
  const { jobId } = await jobOf(placed.id);
  registrar.failing.push({ call: "begin", error: down(), executed: true });
  await expect(Domains.sendJob(platform.asSystem, { jobId })).rejects.toThrow();
  registrar.finish();
  await poll();
  expect((await order(placed.id)).domains).toMatchObject([{ state: "succeeded" }]);
  await platform.deliver();
  expect([jobsOf(name).length, (await order(placed.id)).domains[0]?.state]).toEqual([1, "succeeded"]);
});

test("who dies between a message and its confirmation is told it again, and it has its effect once, in order", async () => {
  const [one, two] = [newName().name, newName().name];
  const placed = await paid(one, two);
  await platform.deliver();
  registrar.finish([one]);
  registrar.failing.push({ call: "confirmMessage", error: down() });
  await expect(poll()).rejects.toMatchObject({ kind: "unavailable" });
  expect((await order(placed.id)).domains).toMatchObject([{ state: "failed" }, { state: "accepted" }]);
  expect(await poll()).toBe(2);
  await platform.deliver();
  expect((await order(placed.id)).domains).toMatchObject([{ state: "failed" }, { state: "succeeded" }]);
  expect([await refunds(placed.id), await poll()]).toEqual([[price], 0]);
});

test("messages about what is not ours are confirmed and change nothing", async () => {
  registrar.messages.push({
    id: 9_000_001,
    ctid: null,
    stid: null,
    job: null,
    subject: "other.de",
    what: "domain_away",
    words: null,
  });
  registrar.messages.push({
    ...{
      id: 9_000_002,
      ctid: "rjb_00000000000000000000000000",
      stid: null,
      subject: "x.de",
      what: "CREATE",
      words: null,
    },
    job: { id: 9_999_999, state: "succeeded" },
  });
  expect([await poll(), registrar.messages]).toEqual([2, []]);
});

test("nothing is ordered at another price, of an ending that is not sold, for another account's contact, or twice", async () => {
  const { name, site } = newName();
  const place = (domains: Parameters<typeof Orders.place>[1]["domains"]) =>
    Orders.place(owner, { planId: platform.plan.id, siteName: site, domains });
  await expect(place([{ ...wanted(name), priceMinor: 1 }])).rejects.toMatchObject({ code: "domain.price_changed" });
  await expect(place([wanted("name.zz")])).rejects.toMatchObject({ code: "domain.not_sold" });
  await expect(place([wanted("a.b.com")])).rejects.toMatchObject({ code: "domain.not_sold" });
  await expect(place([wanted(name), wanted(name)])).rejects.toMatchObject({ code: "domain.known" });
  const stranger = await platform.customer();
  const theirs = Orders.place(stranger.owner, { planId: platform.plan.id, siteName: site, domains: [wanted(name)] });
  await expect(theirs).rejects.toMatchObject({ kind: "not_found" });
});

describe("an order of names alone", () => {
  test("is paid, fulfilled when the registrar has done what it was asked for, and sets up no website", async () => {
    const [one, two] = [newName().name, newName().name];
    const placed = await paidAlone(one, two);
    expect(placed).toMatchObject({ price: { minor: 2 * price }, host: one, siteName: null, planId: null, app: null });
    expect([...platform.payments.checkouts.values()].at(-1)).toMatchObject({
      request: { description: `${one}, ${two}` },
    });
    await platform.deliver();
    expect(await order(placed.id)).toMatchObject({ state: "paid", serviceId: null, refundDueAt: null });
    registrar.finish();
    await poll();
    await platform.deliver();
    expect(await order(placed.id)).toMatchObject({
      state: "fulfilled",
      domains: [
        { what: "register", state: "succeeded", refund: null },
        { what: "register", state: "succeeded", refund: null },
      ],
    });
    const mail = await compose(platform.asSystem, { eventId: "done", type: "order.fulfilled", subject: placed.id });
    expect(mail?.text).toContain(`${one}: registered`);
    expect(await refunds(placed.id)).toEqual([]);
  });

  test("pays for what was done alone, and is refunded when nothing was", async () => {
    const [good, bad] = [newName().name, newName().name];
    const [some, none] = [await paidAlone(good, bad), await paidAlone(newName().name)];
    await platform.deliver();
    const failing = none.domains.map(({ name }) => name);
    registrar.finish([bad, ...failing]);
    await poll();
    await platform.deliver();
    expect([(await order(some.id)).state, await refunds(some.id)]).toEqual(["fulfilled", [price]]);
    expect(await order(none.id)).toMatchObject({
      ...{ state: "refunded", failure: { code: "registry.failed" } },
      domains: [{ state: "failed", refund: "succeeded" }],
    });
    expect(await refunds(none.id)).toEqual([price]);
  });

  test("can be cancelled until the registrar has it in hand", async () => {
    const [unpaid, early, late] = [newName().name, newName().name, newName().name];
    const { id: pending } = await Orders.place(owner, { domains: [wanted(unpaid)] });
    expect((await Orders.cancel(owner, { orderId: pending })).state).toBe("cancelled");
    const begun = await paidAlone(early);
    await Orders.cancel(owner, { orderId: begun.id });
    await platform.deliver();
    expect([(await order(begun.id)).state, await refunds(begun.id)]).toEqual(["refunded", [price]]);
    const sent = await paidAlone(late);
    await platform.deliver();
    await expect(Orders.cancel(owner, { orderId: sent.id })).rejects.toMatchObject({ code: "order.domains_in_hand" });
    await expect(Orders.refund(platform.asStaff(), { orderId: sent.id })).rejects.toMatchObject({ kind: "conflict" });
    expect([jobsOf(unpaid), jobsOf(early), jobsOf(late).length]).toEqual([[], [], 1]);
  });

  test("follows what the bank says of each part's refund", async () => {
    const [good, bad] = [newName().name, newName().name];
    const placed = await paidAlone(good, bad);
    await platform.deliver();
    registrar.finish([bad]);
    await poll();
    await platform.deliver();
    const [refund] = [...platform.payments.refunds.values()].slice(-1);
    if (!refund) throw new Error("no refund");
    platform.payments.settleRefund(refund.id, "failed");
    await Orders.refreshRefund(platform.asSystem, { refundId: refund.id });
    expect((await order(placed.id)).domains).toMatchObject([{ refund: null }, { state: "failed", refund: "failed" }]);
  });

  test("needs a name, and a website both a plan and a name of its own", async () => {
    await expect(Orders.place(owner, {})).rejects.toMatchObject({ code: "order.empty" });
    for (const half of [{ planId: platform.plan.id }, { siteName: newName().site }])
      await expect(Orders.place(owner, { ...half, domains: [wanted(newName().name)] })).rejects.toMatchObject({
        code: "order.incomplete",
      });
  });
});

test("a premium name is ordered at the price that the registrar asks now, and at no other one", async () => {
  const { name } = newName();
  registrar.premium.set(name, 150_000);
  const place = (minor: number, premium: boolean) =>
    Orders.place(owner, { domains: [{ name, contactId, priceMinor: minor, premium }] });
  await expect(place(price, true)).rejects.toMatchObject({ code: "domain.price_changed" });
  registrar.premium.set(name, 160_000);
  await expect(place(187_599, true)).rejects.toMatchObject({ code: "domain.price_changed" });
  expect(await place(200_099, true)).toMatchObject({ price: { minor: 200_099 } });
  await expect(Orders.place(owner, { domains: [{ ...wanted(newName().name), premium: true }] })).rejects.toMatchObject({
    code: "domain.price_changed",
  });
});
