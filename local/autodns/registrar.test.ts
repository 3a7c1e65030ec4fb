import { existsSync } from "node:fs";
import { domainToUnicode } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { autodnsBudget, autodnsRegistrar } from "#core/domains/autodns/index.ts";
import { createZone, type Holder, type Registrar, readZone } from "#core/domains/index.ts";
import { Secret } from "#core/kernel/secret.ts";
import { type TestWorld, testWorld } from "#core/kernel/test-context.ts";
import { type AutodnsUnderTest, autodnsUnderTest } from "./autodns-under-test.ts";
import { signaturesAt } from "./signatures.ts";

const nameServers = ["a.ns.example.net", "b.ns.example.net"];
const holder: Holder = {
  ...{ kind: "organization", firstName: "Ada", lastName: "Byron", organization: "Studio North" },
  ...{ email: "ada@example.com", street: "Main Street 1", postalCode: "80331", city: "München", country: "DE" },
  phone: "+49.891234567",
};

let desk: AutodnsUnderTest;
let registrar: Registrar;
let world: TestWorld;
beforeAll(async () => {
  desk = await autodnsUnderTest();
  registrar = autodnsRegistrar(desk.call, nameServers);
  world = await testWorld();
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
  await world.close();
});

async function registered(name: string, ctid: string) {
  const { handle } = await registrar.putContact(holder, null, ctid);
  return registrar.begin({ kind: "register", name, holder: handle, years: 2 }, ctid);
}

test("names are found, with what they cost, and others like them", async () => {
  const found = await registrar.findNames({
    names: ["garden.de", "taken-garden.de", "premium-garden.com", "garden.zz", "xn--grn-hoa.de", "timeout-a.de"],
    words: ["garden"],
    endings: ["de", "com"],
  });
  expect(found.slice(0, 6)).toMatchObject([
    { name: "garden.de", availability: "free", cost: { minor: 390 }, suggested: false },
    { availability: "taken" },
    { availability: "premium", cost: { minor: 150_000 } },
    { name: "garden.zz", availability: "invalid" },
    { name: "xn--grn-hoa.de", availability: "free" },
    { availability: "unknown" },
  ]);
  expect(found.slice(6).every(({ suggested, availability }) => suggested && availability === "free")).toBe(true);
  expect(found.length).toBeGreaterThan(6);
  const like = await registrar.findNames({ names: ["xn--grn-hoa.de"], words: ["grün"], endings: ["de"] });
  expect(like.map(({ name }) => domainToUnicode(name))).toContain("my-grün.de");
});

test("what each ending costs is read to the cent", async () => {
  const costs = await registrar.costs();
  expect(costs.find(({ ending }) => ending === "co.uk")).toEqual({
    ...{ ending: "co.uk", register: 690, renew: 690, transfer: 0, restore: 2990 },
  });
});

test("a name is taken on, and a message under our id says that it is registered", async () => {
  const job = await registered("garden-one.de", "rjb_1");
  expect(job.state).toBe("under_way");
  const message = await registrar.oldestMessage();
  expect(message).toMatchObject({
    ctid: "rjb_1",
    subject: "garden-one.de",
    what: "CREATE",
    job: { id: job.id, state: "succeeded" },
  });
  expect(await registrar.oldestMessage()).toEqual(message);
  const found = await registrar.domain("garden-one.de");
  expect(found).toMatchObject({ nameServers, registryState: "ACTIVE" });
  expect(found?.expiresAt?.getUTCFullYear()).toBe(new Date().getUTCFullYear() + 2);
  expect(await registrar.newestJob("garden-one.de", "register")).toMatchObject({ id: job.id, state: "succeeded" });
  await desk.restart();
  expect(await registrar.oldestMessage()).toEqual(message);
  await registrar.confirmMessage(message?.id ?? 0);
  expect(await registrar.oldestMessage()).toBeUndefined();
  await expect(registered("garden-one.de", "rjb_2")).rejects.toMatchObject({ code: "registry.refused" });
});

test("what fails is told in its turn, and only the oldest message can be confirmed", async () => {
  await registered("fails-a.de", "rjb_3");
  await registered("garden-two.de", "rjb_4");
  const first = await registrar.oldestMessage();
  expect(first).toMatchObject({ ctid: "rjb_3", job: { state: "failed" } });
  await expect(registrar.confirmMessage((first?.id ?? 0) + 1)).rejects.toMatchObject({ code: "registry.refused" });
  await registrar.confirmMessage(first?.id ?? 0);
  expect(await registrar.oldestMessage()).toMatchObject({ ctid: "rjb_4", job: { state: "succeeded" } });
  expect([await registrar.domain("fails-a.de"), await registrar.newestJob("nobody.de", "register")]).toEqual([
    undefined,
    undefined,
  ]);
});

test("an answer that never came is found among their jobs", async () => {
  desk.local.failures.add({ kind: "close", method: "POST", path: "/domain", executed: true });
  await expect(registered("garden-three.de", "rjb_5")).rejects.toMatchObject({ kind: "unavailable" });
  const found = await registrar.newestJob("garden-three.de", "register");
  expect(Date.now() - (found?.createdAt.getTime() ?? 0)).toBeLessThan(600_000);
});

/** Takes what there is to tell and returns what became of the last. */
async function told(at = registrar) {
  let state: string | undefined;
  for (let message = await at.oldestMessage(); message; message = await at.oldestMessage()) {
    state = message.job?.state;
    await at.confirmMessage(message.id);
  }
  return state;
}

test("a name of ours is renewed once, locked, moved, hidden and given to another holder, and each is told", async () => {
  await registered("life-a.com", "rjb_7");
  await told();
  const first = await registrar.domain("life-a.com");
  const paidUntil = first?.expiresAt ?? new Date(0);
  const name = "life-a.com";
  const renewal = await registrar.begin({ kind: "renew", name, years: 1, paidUntil }, "rjb_8");
  expect([await told(), await registrar.job(renewal.id)]).toMatchObject(["succeeded", { state: "succeeded" }]);
  await expect(registrar.begin({ kind: "renew", name, years: 1, paidUntil }, "rjb_8")).rejects.toMatchObject({
    code: "registry.refused",
  });
  expect(await registrar.newestJob(name, "renew")).toMatchObject({ id: renewal.id });
  const { handle } = await registrar.putContact({ ...holder, lastName: "Lovelace" }, null, "rjb_10");
  for (const order of [
    { kind: "name_servers" as const, name, nameServers: ["a.other.net", "b.other.net"] },
    { kind: "privacy" as const, name, on: true },
    { kind: "owner" as const, name, holder: handle },
    { kind: "lock" as const, name, on: true },
  ]) {
    const job = await registrar.begin(order, "rjb_11");
    expect(await told()).toBe("succeeded");
    expect(await registrar.newestJob(name, order.kind)).toMatchObject({ id: job.id });
  }
  const rolesOf = async () => {
    const role = z.object({ id: z.number() });
    const roles = z.object({ ownerc: role, adminc: role, techc: role, zonec: role });
    const { data } = await desk.call({ method: "GET", path: `/domain/${name}`, data: roles });
    return Object.values(data[0] ?? {}).map(({ id }) => id);
  };
  const [now = 0, former = 0, ...rest] = await rolesOf();
  expect([now, rest]).toEqual([handle, [former, former]]);
  expect(former).not.toBe(handle);
  // Whoever never held it stays where they are.
  for (const [held, roles] of [
    [[999_999], [handle, former, former, former]],
    [
      [999_999, former],
      [handle, handle, handle, handle],
    ],
  ]) {
    const job = await registrar.begin({ kind: "contacts", name, holder: handle, former: held ?? [] }, "rjb_11");
    expect(await told()).toBe("succeeded");
    expect(await registrar.newestJob(name, "contacts")).toMatchObject({ id: job.id });
    expect(await rolesOf()).toEqual(roles);
  }
  expect(await registrar.domain(name)).toMatchObject({
    ...{ nameServers: ["a.other.net", "b.other.net"], privacy: true, registryState: "LOCK" },
    expiresAt: new Date(new Date(paidUntil).setUTCFullYear(paidUntil.getUTCFullYear() + 1)),
  });
  await expect(registrar.authCode(name)).rejects.toMatchObject({ code: "registry.refused" });
  await registrar.begin({ kind: "lock", name, on: false }, "rjb_12");
  await told();
  expect((await registrar.authCode(name)).code.reveal()).toMatch(/^.{8,}$/);
  expect(await registrar.job(999_999)).toBeUndefined();
});

test("a name comes here with its code, and not with another", async () => {
  const { handle } = await registrar.putContact(holder, null, "rjb_13");
  const transfer = (name: string, authCode: string) =>
    registrar.begin({ kind: "transfer", name, holder: handle, authCode: new Secret(authCode) }, "rjb_13");
  await transfer("comes-a.de", "right");
  expect(await told()).toBe("succeeded");
  expect(await registrar.domain("comes-a.de")).toMatchObject({ nameServers, privacy: null });
  await transfer("comes-b.de", "wrong");
  expect([await told(), await registrar.domain("comes-b.de")]).toEqual(["failed", undefined]);
});

test.each([
  ["keep", "transfer_nack", true],
  ["give", "domain_away", false],
] as const)(
  "another registrar asks for a name, is answered once (%s), and what comes of it is told",
  async (answer, said, stays) => {
    const name = `leaving-${answer}.com`;
    await registered(name, "rjb_17");
    const kinds: string[] = [];
    const hear = async () => {
      for (let message = await registrar.oldestMessage(); message; message = await registrar.oldestMessage()) {
        kinds.push(message.what);
        await registrar.confirmMessage(message.id);
      }
    };
    await hear();
    const asked = await registrar.transferOut(name);
    expect(asked).toMatchObject({ registrar: "Elsewhere Names Ltd", answer: null, byItself: { answer: "give" } });
    await registrar.answerTransferOut(name, answer);
    await expect(registrar.answerTransferOut(name, "give")).rejects.toMatchObject({ code: "registry.refused" });
    expect((await registrar.transferOut(name))?.answer).toBe(answer);
    await hear();
    expect(kinds).toEqual(["CREATE", "transfer_start", said]);
    expect((await registrar.domain(name)) !== undefined).toBe(stays);
    expect(await registrar.transferOut("nobody.de")).toBeUndefined();
  },
);

test("a holder whose address was not confirmed is asked, has 15 days, is asked again, and is done when they answer", async () => {
  const { handle } = await registrar.putContact({ ...holder, email: "unverified-once@example.com" }, null, "rjb_18");
  expect(await registrar.verificationOf(handle)).toBeUndefined();
  await registrar.begin({ kind: "register", name: "asked-a.com", holder: handle, years: 1 }, "rjb_18");
  expect(await told()).toBeUndefined();
  const asked = await registrar.verificationOf(handle);
  expect(asked).toMatchObject({ verification: "pending" });
  const mailedAt = asked?.mailedAt?.getTime() ?? 0;
  expect(asked?.verifyBy?.getTime()).toBe(mailedAt + 15 * 86_400_000);
  await registrar.resendVerification(handle);
  expect(await registrar.verificationOf(handle)).toMatchObject({ verification: "verified" });
  await expect(registrar.resendVerification(handle)).rejects.toMatchObject({ code: "registry.refused" });
});

test("what was deleted can be had back", async () => {
  await registered("lapsed-a.com", "rjb_14");
  await told();
  expect(await registrar.domain("lapsed-a.com")).toBeUndefined();
  expect((await registrar.deletedDomain("lapsed-a.com"))?.restorableUntil?.getTime()).toBeGreaterThan(Date.now());
  await registrar.begin({ kind: "restore", name: "lapsed-a.com" }, "rjb_15");
  expect([await told(), (await registrar.domain("lapsed-a.com"))?.registryState]).toEqual(["succeeded", "ACTIVE"]);
  expect(await registrar.deletedDomain("lapsed-a.com")).toBeUndefined();
});

test("a premium name is registered at the price that was agreed to, and never at one that nobody knew", async () => {
  const { handle } = await registrar.putContact(holder, null, "rjb_16");
  const [found] = await registrar.findNames({ names: ["premium-a.com"], words: [], endings: [] });
  expect(found).toMatchObject({ cost: { minor: 150_000 }, renewalCost: { minor: 40_000 } });
  const register = (premiumCost?: number) =>
    registrar.begin({ kind: "register", name: "premium-a.com", holder: handle, years: 1, premiumCost }, "rjb_16");
  for (const cost of [undefined, 149_999]) await expect(register(cost)).rejects.toMatchObject({ kind: "conflict" });
  await register(150_000);
  expect(await told()).toBe("succeeded");
});

test.each([
  ["a name that says so", "refused-a.de"],
  ["an ending that nobody sells", "garden.zz"],
  ["what is below a name", "www.garden.de"],
])("%s is refused for good", async (_what, name) => {
  await expect(registered(name, "rjb_6")).rejects.toMatchObject({ kind: "conflict", code: "registry.refused" });
});

test("calls of all functions together are never more than three in a second", async () => {
  const at: number[] = [];
  const begun = performance.now();
  const turns = [autodnsBudget(world.db, { patienceMs: 60_000 }), autodnsBudget(world.db, { patienceMs: 60_000 })];
  await Promise.all(
    Array.from({ length: 8 }, async (_, index) => {
      expect(await turns[index % 2]?.()).toEqual({ allowed: true });
      at.push(performance.now());
    }),
  );
  // However slow the machine is: of eight the last two cannot come before three and three have had their second.
  expect(Math.max(...at) - begun).toBeGreaterThanOrEqual(2 * 1_000);
  const impatient = autodnsBudget(world.db, { patienceMs: 0 });
  const since = performance.now();
  const answers = await Promise.all(Array.from({ length: 20 }, impatient));
  const most = 3 * (Math.ceil((performance.now() - since) / 1_000) + 1);
  expect(answers.filter(({ allowed }) => allowed).length).toBeLessThanOrEqual(most);
});

test.skipIf(!existsSync("/usr/sbin/knotd"))(
  "a name is signed once its registry knows of it, until it is switched off",
  async () => {
    await using desk = await autodnsUnderTest({ nameServer: true });
    const port = desk.nameServerPort ?? 0;
    const registrar = autodnsRegistrar(desk.call, nameServers);
    const name = "example.com";
    const { handle } = await registrar.putContact(holder, null, "rjb_1");
    await registrar.begin({ kind: "register", name, holder: handle, years: 1 }, "rjb_1");
    await told(registrar);
    const sign = (on: boolean) => registrar.begin({ kind: "dnssec", name, on }, "rjb_2");
    await expect(sign(true)).rejects.toMatchObject({ code: "registry.refused" });
    await createZone(desk.call, { origin: name, nameServers, email: "dns@example.net" });
    expect(await signaturesAt(port, name)).toBe(0);
    await sign(true);
    expect([await told(registrar), (await registrar.domain(name))?.dnssec]).toEqual(["succeeded", true]);
    expect(await signaturesAt(port, name)).toBe(1);
    expect(await readZone(desk.call, name)).toMatchObject({ dnssec: true });
    // What says the rest of a domain again keeps it signed.
    await registrar.begin({ kind: "privacy", name, on: true }, "rjb_3");
    expect([await told(registrar), await registrar.domain(name)]).toMatchObject([
      "succeeded",
      { privacy: true, dnssec: true },
    ]);
    await sign(false);
    expect([await told(registrar), (await registrar.domain(name))?.dnssec]).toEqual(["succeeded", false]);
    expect(await signaturesAt(port, name)).toBe(0);
  },
);
