import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as Dns from "../dns/index.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import type { Ctx } from "../kernel/operation.ts";
import { compose } from "../notify/index.ts";
import * as Orders from "../orders/index.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import { type FakeRegistrar, fakeRegistrar } from "./fake-registrar.ts";
import * as Domains from "./index.ts";

type Wanted = NonNullable<Parameters<typeof Orders.place>[1]["domains"]>;

const dayMs = 86_400_000;
let platform: TestPlatform;
let registrar: FakeRegistrar;
let customer: Awaited<ReturnType<TestPlatform["customer"]>>;
let owner: Ctx;
let contactId: Id<"domainContact">;
let count = 0;

const down = () => new DomainError("unavailable", "registry.unavailable", "Not now.");
const holder = {
  ...{ kind: "person" as const, firstName: "Ada", lastName: "Byron", email: "ada@example.com" },
  ...{ street: "Main Street 1", postalCode: "80331", city: "München", country: "DE", phone: "+4989123456" },
};

beforeAll(async () => {
  registrar = fakeRegistrar(() => platform.world.clock.now);
  platform = await testPlatform({ registrar });
  await Domains.readPrices(platform.asSystem, {});
});
afterAll(() => platform.close());
beforeEach(async () => {
  customer = await platform.customer();
  ({ owner } = customer);
  ({ id: contactId } = await Domains.addContact(owner, holder));
});

const newName = () => {
  count += 1;
  return `life-${count}.com`;
};

async function pay(orderId: Id<"order">) {
  await Orders.checkout(owner, { orderId });
  const [checkoutId = ""] = [...platform.payments.checkouts.keys()].slice(-1);
  platform.payments.pay(checkoutId);
  await Orders.recordPayment(platform.asSystem, { checkoutId });
}

/** What was asked for is asked of the registrar, done there, and told. */
async function done(failing: readonly string[] = []) {
  await platform.deliver();
  registrar.finish(failing);
  await Domains.pollMessages(platform.asSystem);
  await platform.deliver();
}

async function ordered(...domains: Wanted) {
  const placed = await Orders.place(owner, { domains });
  await pay(placed.id);
  return placed;
}

async function registered(name = newName()) {
  const placed = await ordered({ name, contactId, priceMinor: 1399 });
  await done();
  const [{ domainId } = { domainId: undefined }] = placed.domains;
  if (!domainId) throw new Error("no domain");
  return { name, domainId };
}

const domain = (domainId: Id<"domain">) => Domains.get(owner, { domainId });
const order = (orderId: Id<"order">) => Orders.get(owner, { orderId });
const newestJob = async (domainId: Id<"domain">) => (await Domains.registration(owner, { domainId })).job;
const kindsOf = (name: string) =>
  registrar.jobs.filter(({ wanted }) => wanted.name === name).map((job) => job.wanted.kind);
const rolesOf = (name: string) => registrar.roles.get(name) ?? { owner: 0, others: 0 };
/** The newest of this name. */
const handleOf = (lastName: string) => [...registrar.contacts].findLast(([, one]) => one.lastName === lastName)?.[0];
const pass = (days: number) => {
  platform.world.clock.now = new Date(platform.world.clock.now.getTime() + days * dayMs);
};
const mailOf = (type: Parameters<typeof compose>[1]["type"], subject: string) =>
  compose(platform.asSystem, { eventId: `${type}-${count}-${Math.random()}`, type, subject });

describe("a renewal", () => {
  test("is paid, and adds a year to what was paid until then", async () => {
    const { name, domainId } = await registered();
    const { expiresAt } = await domain(domainId);
    expect((await Domains.registration(owner, { domainId })).prices).toMatchObject({ renew: { minor: 1499 } });
    const placed = await ordered({ what: "renew", domainId, priceMinor: 1499 });
    await done();
    expect((await order(placed.id)).state).toBe("fulfilled");
    const until = new Date(expiresAt ?? 0);
    until.setUTCFullYear(until.getUTCFullYear() + 1);
    expect(await domain(domainId)).toMatchObject({ expiresAt: until, state: "active" });
    expect(kindsOf(name)).toEqual(["register", "renew"]);
  });

  test("whose answer is lost adds one year, whatever is read of the name meanwhile", async () => {
    const { name, domainId } = await registered();
    const { expiresAt } = await domain(domainId);
    await ordered({ what: "renew", domainId, priceMinor: 1499 });
    registrar.failing.push({ call: "begin", error: down(), executed: true });
    await expect(platform.deliver()).rejects.toMatchObject({ kind: "unavailable" });
    const job = await newestJob(domainId);
    registrar.finish();
    registrar.messages.length = 0;
    await Domains.sendJob(platform.asSystem, { jobId: job?.id as Id<"registrarJob"> });
    await Domains.askAfterJob(platform.asSystem, { jobId: job?.id as Id<"registrarJob"> });
    const after = await domain(domainId);
    expect((after.expiresAt?.getTime() ?? 0) - (expiresAt?.getTime() ?? 0)).toBeLessThan(367 * dayMs);
    expect([kindsOf(name), (await newestJob(domainId))?.state]).toEqual([["register", "renew"], "succeeded"]);
  });

  test("that fails is paid back, and the name stays what it was", async () => {
    const { name, domainId } = await registered();
    const before = await domain(domainId);
    const placed = await ordered({ what: "renew", domainId, priceMinor: 1499 });
    await done([name]);
    expect(await order(placed.id)).toMatchObject({ state: "refunded", domains: [{ refund: "succeeded" }] });
    expect(await domain(domainId)).toEqual(before);
  });

  test("is ordered once at a time, at its price, by whoever has the name", async () => {
    const { domainId } = await registered();
    const place = (as: Ctx, priceMinor = 1499) =>
      Orders.place(as, { domains: [{ what: "renew", domainId, priceMinor }] });
    await expect(place(owner, 1)).rejects.toMatchObject({ code: "domain.price_changed" });
    await expect(place((await platform.customer()).owner)).rejects.toMatchObject({ kind: "not_found" });
    const first = await place(owner);
    await expect(place(owner)).rejects.toMatchObject({ code: "domain.under_way" });
    await Orders.cancel(owner, { orderId: first.id });
    expect(await place(owner)).toMatchObject({ state: "pending" });
    await expect(
      Orders.place(owner, { domains: [{ what: "restore", domainId, priceMinor: 11_299 }] }),
    ).rejects.toMatchObject({ code: "domain.cannot_restore" });
  });
});

describe("what ends", () => {
  test("is told at 60, 30 and 7 days, once each, and anew after a renewal", async () => {
    const { name, domainId } = await registered();
    await Domains.setAutoRenew(owner, { domainId, autoRenew: false });
    const told: number[] = [];
    const { expiresAt } = await domain(domainId);
    const ends = expiresAt?.getTime() ?? 0;
    for (const left of [61, 59.5, 45, 29.5, 8, 6.5, 1]) {
      platform.world.clock.now = new Date(ends - left * dayMs);
      await Domains.remindOwners(platform.asSystem);
      platform.delivered.length = 0;
      await platform.deliver();
      if (platform.delivered.some(({ type, subject }) => type === "domain.expiring" && subject === domainId))
        told.push(left);
    }
    expect(told).toEqual([59.5, 29.5, 6.5]);
    const mail = await mailOf("domain.expiring", domainId);
    expect(mail).toMatchObject({ subject: `${name} ends on ${expiresAt?.toISOString().slice(0, 10)}` });
    expect((await Domains.list(owner, { expiresWithinDays: 7 })).items.map(({ id }) => id)).toEqual([domainId]);
    await ordered({ what: "renew", domainId, priceMinor: 1499 });
    await done();
    expect((await Domains.list(owner, { expiresWithinDays: 7 })).items).toEqual([]);
    platform.world.clock.now = new Date(ends + 310 * dayMs);
    expect(await Domains.remindOwners(platform.asSystem)).toBeGreaterThan(0);
  });

  test("is ordered by itself a month ahead, once, and can be paid until it ends; whoever cancels that is not asked again", async () => {
    const { domainId } = await registered();
    const ends = (await domain(domainId)).expiresAt ?? new Date(0);
    const due = async () => (await Orders.renewalsDue(platform.asSystem, {})).filter(({ id }) => id === domainId);
    platform.world.clock.now = new Date(ends.getTime() - 31 * dayMs);
    expect(await due()).toEqual([]);
    pass(2);
    const [one] = await due();
    if (!one) throw new Error("nothing is due");
    await Orders.placeRenewal(platform.asSystem, one);
    expect(await due()).toEqual([]);
    const [placed] = (await Orders.list(owner, { state: "pending" })).items;
    expect(placed).toMatchObject({ price: { minor: 1499 }, domains: [{ what: "renew", state: "unpaid", domainId }] });
    expect(placed?.payUntil).toEqual(ends);
    expect((await mailOf("domain.expiring", domainId))?.text).toContain(`/orders/${placed?.id}`);
    pass(20);
    expect((await Orders.due(platform.asSystem, {})).expire).not.toContain(placed?.id);
    // Other things can be done with the name while it waits to be paid.
    await Domains.setLock(owner, { domainId, locked: true });
    await done();
    expect(await domain(domainId)).toMatchObject({ locked: true });
    await Orders.cancel(owner, { orderId: placed?.id as Id<"order"> });
    expect(await due()).toEqual([]);
    pass(10);
    expect(await due()).toEqual([]);
  });

  test("is deleted when nobody renewed it, can be restored for a price, and is over after that", async () => {
    const { name, domainId } = await registered();
    const ends = (await domain(domainId)).expiresAt ?? new Date(0);
    platform.world.clock.now = new Date(ends.getTime() + 2 * dayMs);
    registrar.deleted.set(name, new Date(ends.getTime() + 30 * dayMs));
    expect(await Domains.lookAtDomains(platform.asSystem)).toBeGreaterThan(0);
    expect(await domain(domainId)).toMatchObject({ state: "redemption" });
    expect((await mailOf("domain.deleted", domainId))?.subject).toContain(name);
    const { prices, restorableUntil } = await Domains.registration(owner, { domainId });
    expect([prices.renew, prices.restore?.minor, restorableUntil]).toEqual([null, 11_299, expect.any(Date)]);
    const restore = { what: "restore" as const, domainId, priceMinor: 11_299 };
    await ordered(restore);
    expect(await domain(domainId)).toMatchObject({ state: "restoring" });
    await done([name]);
    expect(await domain(domainId)).toMatchObject({ state: "redemption" });
    const placed = await ordered(restore);
    await done();
    expect([(await domain(domainId)).state, (await order(placed.id)).state]).toEqual(["active", "fulfilled"]);
    registrar.domains.delete(name);
    pass(2);
    while ((await Domains.lookAtDomains(platform.asSystem)) > 0) pass(0);
    expect(await domain(domainId)).toMatchObject({ state: "ended" });
  });
});

describe("a transfer", () => {
  const wanted = (name: string, authCode = "right") => ({
    ...{ what: "transfer" as const, name, contactId, authCode, priceMinor: 1399 },
  });

  test("brings a name here with its code, on the name servers that it is on", async () => {
    const name = newName();
    platform.dns.serve(name, ["one.elsewhere.net", "two.elsewhere.net"]);
    const placed = await ordered(wanted(name));
    const [{ domainId } = { domainId: undefined }] = placed.domains;
    if (!domainId) throw new Error("no domain");
    expect(await domain(domainId)).toMatchObject({ state: "transferring" });
    await platform.deliver();
    const [asked] = registrar.jobs.slice(-1);
    expect(asked?.wanted).toMatchObject({ kind: "transfer", nameServers: ["one.elsewhere.net", "two.elsewhere.net"] });
    expect(asked && "authCode" in asked.wanted && asked.wanted.authCode.reveal()).toBe("right");
    expect(JSON.stringify([await order(placed.id), asked?.wanted])).not.toContain("right");
    registrar.messages.push({
      ...{ id: 5_000_000, ctid: asked?.ctid ?? null, stid: null, subject: name, what: "TRANSFER" },
      ...{ words: "The losing registrar has five days.", job: { id: asked?.id ?? 0, state: "under_way" } },
    });
    await Domains.pollMessages(platform.asSystem);
    expect(await newestJob(domainId)).toMatchObject({
      ...{ what: "transfer", state: "accepted", notice: "The losing registrar has five days." },
    });
    await done();
    expect(await domain(domainId)).toMatchObject({ state: "active", registrar: "autodns" });
  });

  test("of a name that the account holds elsewhere keeps it what it is, whether it succeeds or not", async () => {
    const name = newName();
    const { id: domainId } = await Domains.addExternalDomain(owner, { name });
    await Domains.acceptProof(platform.asSystem, { domainId });
    const failed = await ordered(wanted(name));
    expect(failed.domains).toMatchObject([{ domainId }]);
    await expect(Domains.removeExternalDomain(owner, { domainId })).rejects.toMatchObject({ code: "domain.under_way" });
    await done([name]);
    expect(await domain(domainId)).toMatchObject({ state: "proven", registrar: "external" });
    expect((await newestJob(domainId))?.failure?.message).toContain("auth code");
    await ordered(wanted(name));
    await done();
    expect(await domain(domainId)).toMatchObject({ state: "active", registrar: "autodns", ownerContactId: contactId });
  });
});

describe("what is changed", () => {
  test("is asked of the registrar, one thing at a time, and is so when it says that", async () => {
    const { name, domainId } = await registered();
    const other = await Domains.addContact(owner, { ...holder, lastName: "Lovelace" });
    await Domains.setNameServers(owner, { domainId, nameServers: ["a.other.net", "b.other.net"] });
    await Domains.setOwner(owner, { domainId, contactId: other.id, holdersAgree: true });
    await Domains.setLock(owner, { domainId, locked: true });
    await Domains.setPrivacy(owner, { domainId, privacy: true });
    await expect(Domains.setLock(owner, { domainId, locked: true })).rejects.toMatchObject({
      code: "domain.under_way",
    });
    for (let times = 0; times < 5; times++) {
      await done();
      expect(registrar.jobs.filter((job) => job.wanted.name === name && job.state === "under_way").length).toBeLessThan(
        2,
      );
      pass(0.01);
      await Domains.sweepJobs(platform.asSystem);
    }
    await done();
    expect(await domain(domainId)).toMatchObject({
      ...{ nameServers: ["a.other.net", "b.other.net"], ownerContactId: other.id, locked: true, privacy: true },
    });
    expect(kindsOf(name).toSorted()).toEqual(["contacts", "lock", "name_servers", "owner", "privacy", "register"]);
    const { owner: now, others } = rolesOf(name);
    expect([now, others]).toEqual([handleOf("Lovelace"), now]);
  });

  test("the former holder stands nowhere in the end, however often the registry refuses that or nobody hears its answer", async () => {
    const { name, domainId } = await registered();
    const rounds = async (count: number, failing: readonly string[] = []) => {
      for (let times = 0; times < count; times++) {
        await done(failing);
        pass(1 / 24);
        await Domains.sweepJobs(platform.asSystem);
      }
    };
    const first = rolesOf(name).owner;
    const give = async (lastName: string, failure: (typeof registrar.failing)[number]) => {
      const { id } = await Domains.addContact(owner, { ...holder, lastName });
      await Domains.setOwner(owner, { domainId, contactId: id, holdersAgree: true });
      await platform.deliver();
      registrar.failing.push(failure);
      await done().catch((error: unknown) => expect(error).toBe(failure.error));
      return id;
    };
    // Refused at once, then later by the registry: it stays in sight, and is asked for again by itself.
    const no = new DomainError("conflict", "registry.refused", "No.");
    const second = await give("Second", { call: "begin", error: no });
    const isSecond = { owner: handleOf("Second"), others: first };
    expect([rolesOf(name), (await newestJob(domainId))?.what]).toEqual([isSecond, "contacts"]);
    expect(await newestJob(domainId)).toMatchObject({ state: "due", notice: expect.stringContaining("former holder") });
    await rounds(3, [name]);
    // Another holder comes before that is done: both who were are gone then, by one job.
    const third = await give("Third", { call: "begin", error: down(), executed: true });
    await rounds(30);
    const now = handleOf("Third");
    expect(await domain(domainId)).toMatchObject({ ownerContactId: third });
    expect(third).not.toBe(second);
    expect(rolesOf(name)).toEqual({ owner: now, others: now });
    expect(await newestJob(domainId)).toMatchObject({ what: "contacts", state: "succeeded", notice: null });
    const asked = registrar.jobs.filter(({ wanted }) => wanted.name === name && wanted.kind === "contacts");
    expect(asked.at(-1)?.wanted).toMatchObject({ former: [first, handleOf("Second")], holder: now });
    expect(asked.filter(({ state }) => state === "succeeded")).toHaveLength(1);
  });

  test("what the registry refuses to the last is left to staff, and goes with the next change of the holder", async () => {
    const { name, domainId } = await registered();
    const first = rolesOf(name).owner;
    const { id } = await Domains.addContact(owner, { ...holder, lastName: "Heir" });
    await Domains.setOwner(owner, { domainId, contactId: id, holdersAgree: true });
    await done();
    for (let times = 0; times < 5; times++) {
      await done([name]);
      pass(4);
      await Domains.sweepJobs(platform.asSystem);
    }
    await done([name]);
    const job = await newestJob(domainId);
    expect(job).toMatchObject({ what: "contacts", state: "failed", failure: { code: "registry.failed" } });
    await Domains.setOwner(owner, { domainId, contactId, holdersAgree: true });
    await done();
    await done();
    expect(rolesOf(name)).toEqual({ owner: first, others: first });
  });

  test("answers are signed by our name servers alone, and a signed name stays with them", async () => {
    const { name, domainId } = await registered();
    const sign = (dnssec: boolean) => Domains.setDnssec(owner, { domainId, dnssec });
    const moveTo = (nameServers: string[]) => Domains.setNameServers(owner, { domainId, nameServers });
    const elsewhere = ["a.other.net", "b.other.net"];
    await sign(true);
    await expect(moveTo(elsewhere)).rejects.toMatchObject({ code: "domain.under_way" });
    await done();
    expect([await domain(domainId), registrar.domains.get(name)]).toMatchObject([{ dnssec: true }, { dnssec: true }]);
    await expect(moveTo(elsewhere)).rejects.toMatchObject({ code: "domain.signed" });
    await moveTo([]);
    await done();
    await sign(false);
    await done();
    await moveTo(elsewhere);
    await expect(sign(true)).rejects.toMatchObject({ code: "domain.under_way" });
    await done();
    await expect(sign(true)).rejects.toMatchObject({ code: "domain.dnssec_elsewhere" });
    expect(await domain(domainId)).toMatchObject({ dnssec: false, nameServers: elsewhere });
  });

  test("that is refused stays as it was, and staff can have it asked for again", async () => {
    const { name, domainId } = await registered();
    await Domains.setLock(owner, { domainId, locked: true });
    await done([name]);
    expect([(await domain(domainId)).locked, (await newestJob(domainId))?.failure?.code]).toEqual([
      false,
      "registry.failed",
    ]);
    const [job] = (await Domains.listJobs(platform.asStaff(), { state: "failed", domainId })).items;
    expect(job).toMatchObject({ name, what: "lock", accountId: customer.accountId });
    await expect(Domains.retryJob(owner, { jobId: job?.id as Id<"registrarJob"> })).rejects.toMatchObject({
      kind: "forbidden",
    });
    await Domains.retryJob(platform.asStaff(), { jobId: job?.id as Id<"registrarJob"> });
    await done();
    expect((await domain(domainId)).locked).toBe(true);
    const [paidFor] = (await Domains.listJobs(platform.asStaff(), { state: "succeeded", domainId })).items.slice(-1);
    await expect(
      Domains.retryJob(platform.asStaff(), { jobId: paidFor?.id as Id<"registrarJob"> }),
    ).rejects.toMatchObject({
      code: "registrar_job.cannot_retry",
    });
  });

  test("makes sense, and is of whoever may manage domains", async () => {
    const { domainId } = await registered();
    const { domainId: german } = await registeredAs("de");
    const set = (nameServers: string[]) => Domains.setNameServers(owner, { domainId, nameServers });
    for (const wrong of [["a.other.net"], ["a.other.net", "A.other.net"], ["a.other.net", "not a host"]])
      await expect(set(wrong)).rejects.toMatchObject({ kind: "invalid" });
    await expect(Domains.setPrivacy(owner, { domainId: german, privacy: true })).rejects.toMatchObject({
      code: "domain.no_privacy",
    });
    await expect(Domains.setLock(customer.as("reader"), { domainId, locked: true })).rejects.toMatchObject({
      kind: "forbidden",
    });
    const { id: elsewhere } = await Domains.addExternalDomain(owner, { name: newName() });
    await expect(Domains.setLock(owner, { domainId: elsewhere, locked: true })).rejects.toMatchObject({
      code: "domain.cannot_change",
    });
    const stranger = await platform.customer();
    await expect(Domains.setLock(stranger.owner, { domainId, locked: true })).rejects.toMatchObject({
      kind: "not_found",
    });
    const theirs = await Domains.addContact(stranger.owner, holder);
    await expect(Domains.setOwner(owner, { domainId, contactId: theirs.id, holdersAgree: true })).rejects.toMatchObject(
      {
        kind: "not_found",
      },
    );
  });

  async function registeredAs(ending: string) {
    const name = newName().replace("com", ending);
    const placed = await ordered({ name, contactId, priceMinor: 599 });
    await done();
    const [{ domainId } = { domainId: undefined }] = placed.domains;
    return { domainId: domainId as Id<"domain"> };
  }
});

test("a name has a zone on our name servers as soon as it is registered, and keeps the one that it has", async () => {
  const { name, domainId } = await registered();
  const { zone } = await Dns.ofDomain(owner, { domainId });
  expect(zone).toMatchObject({ name, hosted: "rookery" });
  await Dns.hostRegistered(platform.asSystem, { domainId });
  expect((await Dns.ofDomain(owner, { domainId })).zone?.id).toBe(zone?.id);
});

describe("a name that leaves", () => {
  test("shows its code to whoever leads the account and has just shown who they are, unless it is locked", async () => {
    const { name, domainId } = await registered();
    const { confirmedAt: _, ...unsure } = owner;
    await expect(Domains.revealAuthCode(unsure, { domainId })).rejects.toMatchObject({ kind: "forbidden" });
    const sure = { ...owner, confirmedAt: platform.world.clock.now };
    expect(await Domains.revealAuthCode(sure, { domainId })).toEqual({ authCode: `code-of-${name}`, expiresAt: null });
    for (const role of ["technical", "billing", "reader"] as const)
      await expect(
        Domains.revealAuthCode({ ...customer.as(role), confirmedAt: platform.world.clock.now }, { domainId }),
      ).rejects.toMatchObject({ kind: "forbidden" });
    await Domains.setLock(owner, { domainId, locked: true });
    await done();
    await expect(Domains.revealAuthCode(sure, { domainId })).rejects.toMatchObject({ code: "domain.locked" });
  });

  test("is said when somebody asks for it and when it is gone, and what was open with it is over", async () => {
    const { name, domainId } = await registered();
    const tell = (id: number, what: string) =>
      registrar.messages.push({ id, ctid: null, stid: null, job: null, subject: name, what, words: null });
    tell(6_000_001, "transfer_start");
    tell(6_000_002, "transfer_reminder");
    await Domains.pollMessages(platform.asSystem);
    platform.delivered.length = 0;
    await platform.deliver();
    expect(platform.delivered.filter(({ type }) => type === "domain.transfer_out_begun")).toHaveLength(1);
    const { transferOut } = await Domains.registration(owner, { domainId });
    expect(transferOut).toEqual({ askedAt: platform.world.clock.now, registrar: null, answer: null, byItself: null });
    const renewal = await ordered({ what: "renew", domainId, priceMinor: 1499 });
    tell(6_000_003, "domain_away");
    await Domains.pollMessages(platform.asSystem);
    await platform.deliver();
    expect([(await domain(domainId)).state, (await order(renewal.id)).state]).toEqual(["ended", "refunded"]);
    expect((await mailOf("domain.left", domainId))?.subject).toContain(name);
  });
});

describe("a registrar that asks for a name", () => {
  let told = 7_000_000;
  async function askedFor() {
    const { name, domainId } = await registered();
    const byItself = { answer: "give" as const, at: new Date(platform.world.clock.now.getTime() + 5 * dayMs) };
    registrar.leaving.set(name, { registrar: "Elsewhere", answer: null, byItself });
    await tell(name, "transfer_start");
    return { name, domainId, byItself };
  }
  async function tell(subject: string, what: string) {
    told += 1;
    registrar.messages.push({ id: told, ctid: null, stid: null, job: null, subject, what, words: null });
    await Domains.pollMessages(platform.asSystem);
  }
  const sure = () => ({ ...owner, confirmedAt: platform.world.clock.now });
  const answerOf = (name: string) => registrar.leaving.get(name)?.answer;

  test("is refused once by whoever leads the account and has just shown who they are, and the name stays", async () => {
    const { name, domainId, byItself } = await askedFor();
    const { transferOut } = await Domains.registration(owner, { domainId });
    expect(transferOut).toMatchObject({ registrar: "Elsewhere", answer: null, byItself });
    const { confirmedAt: _, ...unsure } = owner;
    const asTechnical = { ...customer.as("technical"), confirmedAt: platform.world.clock.now };
    for (const caller of [unsure, asTechnical])
      await expect(Domains.answerTransferOut(caller, { domainId, answer: "give" })).rejects.toMatchObject({
        kind: "forbidden",
      });
    expect(answerOf(name)).toBeNull();
    await Domains.answerTransferOut(sure(), { domainId, answer: "keep" });
    expect(answerOf(name)).toBe("keep");
    expect((await Domains.registration(owner, { domainId })).transferOut).toBeNull();
    const give = () => Domains.answerTransferOut(sure(), { domainId, answer: "give" });
    await expect(give()).rejects.toMatchObject({ code: "domain.transfer_answered" });
    await tell(name, "transfer_nack");
    await expect(give()).rejects.toMatchObject({ code: "domain.no_transfer_out" });
    expect((await domain(domainId)).state).toBe("active");
  });

  test("is let have it, which is said once although the answer was lost, and to all owners", async () => {
    const { name, domainId } = await askedFor();
    registrar.failing.push({ call: "answerTransferOut", error: down(), executed: true });
    const give = () => Domains.answerTransferOut(sure(), { domainId, answer: "give" });
    await expect(give()).rejects.toMatchObject({ kind: "unavailable" });
    await give();
    expect(answerOf(name)).toBe("give");
    await expect(Domains.answerTransferOut(sure(), { domainId, answer: "keep" })).rejects.toMatchObject({
      code: "domain.transfer_answered",
    });
    expect((await Domains.registration(owner, { domainId })).transferOut).toMatchObject({ answer: "give" });
    expect((await mailOf("domain.transfer_out_approved", domainId))?.subject).toContain(name);
  });

  test("who does not any more, without a word of it, is found the day after", async () => {
    const { name, domainId } = await askedFor();
    const dayLater = async () => {
      pass(1);
      await Domains.lookAtDomains(platform.asSystem);
      return (await Domains.registration(owner, { domainId })).transferOut;
    };
    expect(await dayLater()).toMatchObject({ registrar: "Elsewhere", answer: null });
    registrar.leaving.delete(name);
    registrar.failing.push({ call: "transferOut", error: down() });
    pass(0.1);
    const other = await askedFor();
    registrar.leaving.delete(other.name);
    await expect(dayLater()).rejects.toMatchObject({ kind: "unavailable" });
    // The first of which nothing was heard keeps none behind it waiting.
    expect((await Domains.registration(owner, { domainId: other.domainId })).transferOut).toBeNull();
    expect(await dayLater()).toBeNull();
    const answered = Domains.answerTransferOut(sure(), { domainId, answer: "give" });
    await expect(answered).rejects.toMatchObject({ code: "domain.no_transfer_out" });
  });

  test("is shown without what the registrar says while that cannot be reached", async () => {
    const { domainId } = await askedFor();
    registrar.failing.push({ call: "transferOut", error: down() });
    const { transferOut } = await Domains.registration(owner, { domainId });
    expect(transferOut).toMatchObject({ registrar: null, byItself: null });
  });
});

describe("a holder who has to show that they can be reached", () => {
  const lookAtAll = async (): Promise<void> => {
    if ((await Domains.lookAtContacts(platform.asSystem)) > 0) return lookAtAll();
  };

  test("is named with the end, told of once to the owners, asked again by who may, and left in peace afterwards", async () => {
    const { name, domainId } = await registered();
    const handle = registrar.contacts.size === 0 ? 0 : Math.max(...registrar.contacts.keys());
    const now = platform.world.clock.now;
    const verifyBy = new Date(now.getTime() + 15 * dayMs);
    registrar.verifications.set(handle, { verification: "pending", verifyBy, mailedAt: now });
    registrar.messages.push({
      id: 8_000_001,
      ctid: null,
      stid: null,
      job: null,
      subject: name,
      what: "ocval_start",
      words: null,
    });
    await Domains.pollMessages(platform.asSystem);
    await lookAtAll();
    const contact = async () => (await Domains.listContacts(owner, {})).items.find(({ id }) => id === contactId);
    expect(await contact()).toMatchObject({ verification: "pending", verifyBy, verificationMailedAt: now });
    expect((await Domains.registration(owner, { domainId })).verifyBy).toEqual(verifyBy);
    const mail = await mailOf("domain_contact.to_verify", contactId);
    expect([mail?.subject, mail?.text]).toEqual([expect.stringContaining(name), expect.stringContaining(holder.email)]);

    await expect(Domains.resendVerification(customer.as("reader"), { contactId })).rejects.toMatchObject({
      kind: "forbidden",
    });
    await Domains.resendVerification(owner, { contactId });
    expect(registrar.resent).toEqual([handle]);
    await platform.deliver();
    platform.delivered.length = 0;
    pass(1);
    await lookAtAll();
    await platform.deliver();
    expect(platform.delivered.filter(({ type }) => type === "domain_contact.to_verify")).toEqual([]);

    registrar.verifications.set(handle, { verification: "verified", verifyBy: null, mailedAt: now });
    pass(1);
    await lookAtAll();
    expect(await contact()).toMatchObject({ verification: "verified", verifyBy: null });
    expect(await mailOf("domain_contact.to_verify", contactId)).toBeNull();
    await expect(Domains.resendVerification(owner, { contactId })).rejects.toMatchObject({
      code: "contact.nothing_to_verify",
    });
    pass(30);
    expect(await Domains.lookAtContacts(platform.asSystem)).toBe(0);
  });

  test("of another account is asked by nobody", async () => {
    const stranger = await platform.customer();
    await expect(Domains.resendVerification(stranger.owner, { contactId })).rejects.toMatchObject({
      kind: "not_found",
    });
  });
});

describe("what the registrar tells", () => {
  test("and nobody hears is asked for after a while, and is without effect when it comes late", async () => {
    const name = newName();
    const placed = await ordered({ name, contactId, priceMinor: 1399 });
    await platform.deliver();
    registrar.finish();
    const late = registrar.messages.splice(0);
    await Domains.sweepJobs(platform.asSystem);
    expect((await order(placed.id)).domains).toMatchObject([{ state: "accepted" }]);
    pass(0.1);
    await Domains.sweepJobs(platform.asSystem);
    await platform.deliver();
    expect(await order(placed.id)).toMatchObject({ state: "fulfilled", domains: [{ state: "succeeded" }] });
    registrar.messages.push(...late);
    expect(await Domains.pollMessages(platform.asSystem)).toBe(1);
    expect(await order(placed.id)).toMatchObject({ state: "fulfilled", domains: [{ state: "succeeded" }] });
  });

  test("and cannot have its effect holds up the rest, is shown to staff, and can be let pass", async () => {
    const { name, domainId } = await registered();
    await Domains.setLock(owner, { domainId, locked: true });
    await platform.deliver();
    registrar.finish();
    registrar.failing.push({ call: "domain", error: new Error("an answer that nobody understands") });
    await expect(Domains.pollMessages(platform.asSystem)).rejects.toThrow("nobody understands");
    const staff = platform.asStaff();
    const [failed] = (await Domains.listMessages(staff, { state: "failed" })).items;
    expect(failed).toMatchObject({ subject: name, failures: 1, failure: "an answer that nobody understands" });
    const sure = () => ({ ...staff, confirmedAt: platform.world.clock.now });
    await Domains.skipMessage(sure(), { number: failed?.id ?? "" });
    expect(await Domains.pollMessages(platform.asSystem)).toBe(1);
    expect((await Domains.listMessages(staff, { state: "failed" })).items).toEqual([]);
    expect((await newestJob(domainId))?.state).toBe("accepted");
    pass(0.1);
    await Domains.sweepJobs(platform.asSystem);
    expect([(await newestJob(domainId))?.state, (await domain(domainId)).locked]).toEqual(["succeeded", true]);
    await expect(Domains.skipMessage(sure(), { number: failed?.id ?? "" })).rejects.toMatchObject({
      kind: "conflict",
    });
  });
});

/** The same numbers each time, below what is asked for. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test.each([1, 2, 3])(
  "whatever is asked, lost, refused and told, in any order: nothing is done twice or two things at once, and what was done alone is paid (%i)",
  async (seed) => {
    const pick = numbers(seed);
    const { name, domainId } = await registered();
    const began = (await domain(domainId)).expiresAt;
    const orders: Id<"order">[] = [];
    const ours = () => registrar.jobs.filter(({ wanted }) => wanted.name === name);
    const renew = async () => {
      const placed = await Orders.place(owner, { domains: [{ what: "renew", domainId, priceMinor: 1499 }] });
      orders.push(placed.id);
      await pay(placed.id);
    };
    const actions: (() => unknown)[] = [
      renew,
      () => Domains.setLock(owner, { domainId, locked: pick(2) === 0 }),
      () => Domains.setPrivacy(owner, { domainId, privacy: pick(2) === 0 }),
      () => Domains.setNameServers(owner, { domainId, nameServers: [`a${pick(9)}.other.net`, "b.other.net"] }),
      () => registrar.finish(pick(3) === 0 ? [name] : []),
      () => registrar.messages.splice(pick(registrar.messages.length + 1), 1),
      () => registrar.failing.push({ call: "begin", error: down(), executed: pick(2) === 0 }),
      () => registrar.failing.push({ call: "confirmMessage", error: down() }),
      () => platform.deliver(),
      () => Domains.pollMessages(platform.asSystem),
      () => Domains.sweepJobs(platform.asSystem),
      () => pass(0.05),
    ];
    for (let step = 0; step < 40; step++) {
      try {
        await actions[pick(actions.length)]?.();
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
      }
      expect(ours().filter(({ state }) => state === "under_way").length).toBeLessThanOrEqual(1);
    }
    // Nobody disturbs it any more: all comes to its end.
    registrar.failing.length = 0;
    for (let round = 0; round < 12; round++) {
      pass(0.05);
      await Domains.sweepJobs(platform.asSystem);
      await done();
    }
    const jobs = (await Domains.listJobs(platform.asStaff(), { domainId, limit: 100 })).items;
    expect(jobs.filter(({ endedAt }) => endedAt === null)).toEqual([]);
    expect(new Set(ours().map(({ ctid }) => ctid)).size).toBe(ours().length);
    const renewals = jobs.filter(({ what }) => what === "renew");
    const kept = renewals.filter(({ state }) => state === "succeeded").length;
    const after = await domain(domainId);
    expect((after.expiresAt?.getUTCFullYear() ?? 0) - (began?.getUTCFullYear() ?? 0)).toBe(kept);
    const held = registrar.domains.get(name);
    expect(after).toMatchObject({ nameServers: held?.nameServers, privacy: held?.privacy });
    expect(after.locked).toBe(held?.registryState === "LOCK");
    const states = await Promise.all(orders.map(async (orderId) => (await order(orderId)).state));
    expect(states.filter((state) => state === "fulfilled")).toHaveLength(kept);
    expect(renewals.filter(({ refund }) => refund === "succeeded")).toHaveLength(renewals.length - kept);
    expect(states.filter((state) => state === "refunded")).toHaveLength(renewals.length - kept);
  },
);
