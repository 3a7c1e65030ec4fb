import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { fakeDns } from "../../dns/fake-dns.ts";
import { registrableName } from "../../hosting/index.ts";
import { KeyRing } from "../../kernel/data-key.ts";
import { type Id, newId } from "../../kernel/id.ts";
import { MemoryKeyProtection } from "../../kernel/memory-key-protection.ts";
import type { Ctx } from "../../kernel/operation.ts";
import { system, type TestWorld, testWorld } from "../../kernel/test-context.ts";
import { certificate } from "../certificate.sql.ts";
import { dropOrder, lookNow, preFlight } from "../index.ts";
import { beginOrder } from "../order.ts";
import type { AuthorityLimits } from "../ports.ts";
import { registeredName } from "./counted.ts";
import { noteTry } from "./limits.ts";

const first = "https://first.example/directory";
const second = "https://second.example/directory";
const threeAWeek = { perDomain: { max: 3, hours: 168 } };
const hourMs = 3_600_000;

let world: TestWorld;
let keys: KeyRing;
let run = 0;
/** A registered name of this test alone. */
let owned: string;
beforeAll(async () => {
  world = await testWorld();
  keys = new KeyRing({ protection: new MemoryKeyProtection(), now: () => world.clock.now });
  await world.db.transaction({ role: "platform" }, (tx) => keys.prepare(tx));
});
afterAll(() => world.close());
beforeEach(() => {
  run += 1;
  owned = `shop-${run}.co.uk`;
});

const authority = (directory: string, limits?: AuthorityLimits, caaIdentities: string[] = []) => ({
  ...{ directory, limits, caaIdentities: async () => caaIdentities },
});
const platform = (...authorities: ReturnType<typeof authority>[]): Ctx =>
  world.as(system, { keys, authoritativeDns: fakeDns(), certificateAuthorities: authorities as never });

async function wanted(
  names: string[],
  more: Partial<typeof certificate.$inferInsert> = {},
): Promise<Id<"certificate">> {
  const id = newId("certificate");
  const row = { id, accountId: newId("account"), names, failures: 0, createdAt: world.clock.now, ...more };
  await world.db.transaction({ role: "platform" }, (tx) =>
    tx.insert(certificate).values({ method: "dns-01", state: "requested", ...row }),
  );
  return id;
}
const tried = (names: string[], outcome: "issued" | "renewed" | "refused", directory = first) =>
  world.db.transaction({ role: "platform" }, (tx) => noteTry(tx, { names, directory, outcome }, world.clock.now));
/** Strangers' certificates of other names below the same one. */
async function issued(count: number, outcome: "issued" | "renewed" = "issued"): Promise<void> {
  for (let index = 0; index < count; index++) await tried([`${outcome}-${index}.${owned}`], outcome);
}
const lookAt = (ctx: Ctx, certificateId: Id<"certificate">) => lookNow(ctx, certificateId, async () => undefined);
const begin = (ctx: Ctx, certificateId: Id<"certificate">) =>
  preFlight({ ctx, operation: { createdAt: ctx.now() }, log: () => {} } as never, certificateId, {
    ...{ placeOf: async () => undefined, haveZones: async () => true, waitSeconds: 15 },
  });
const inHours = (hours: number) => new Date(world.clock.now.getTime() + hours * hourMs).toISOString();

test("an authority that would refuse one more of a registered name is not asked until the first of them is a week old", async () => {
  const ctx = platform(authority(first, threeAWeek));
  await issued(1);
  world.clock.advance(3_600);
  await issued(2);
  const certificateId = await wanted([`new.${owned}`]);
  const until = inHours(167);
  const limited = { code: "certificate.domain_issued_too_often", name: owned, found: "3", until };
  expect(await lookAt(ctx, certificateId)).toMatchObject(limited);
  const seen = await begin(ctx, certificateId);
  expect(seen).toMatchObject({
    wait: {
      done: false,
      waitSeconds: 6 * 3_600,
      waitingFor: { code: limited.code, about: { name: owned, found: "3", until } },
    },
  });
  expect(JSON.stringify(seen)).toContain(`${owned} and the names below it had 3 certificates within a week.`);
  world.clock.advance(167 * 3_600 - 1);
  expect(await begin(ctx, certificateId)).toMatchObject({ wait: { waitSeconds: 1 } });
  world.clock.advance(2);
  expect(await begin(ctx, certificateId)).toEqual({ refused: [] });
  expect(await lookAt(ctx, certificateId)).toBeNull();
});

test("the next authority has the order, unless the name's CAA records refuse it", async () => {
  const both = platform(authority(first, threeAWeek, ["first.example"]), authority(second, {}, ["second.example"]));
  await issued(3);
  const certificateId = await wanted([`new.${owned}`]);
  expect(await begin(both, certificateId)).toEqual({ refused: [first] });
  expect(await lookAt(both, certificateId)).toBeNull();
  const dns = both.ports.authoritativeDns as ReturnType<typeof fakeDns>;
  dns.serve(owned);
  dns.set(owned, "CAA", ['0 issue "first.example"']);
  expect(await begin(both, certificateId)).toMatchObject({
    wait: { waitingFor: { code: "certificate.domain_issued_too_often" } },
  });
});

test("of authorities that are all at their limit, the one that goes on first is waited for", async () => {
  const ctx = platform(authority(first, threeAWeek), authority(second, { perDomain: { max: 1, hours: 24 } }));
  await issued(3);
  await tried([`other.${owned}`], "issued", second);
  expect(await lookAt(ctx, await wanted([`new.${owned}`]))).toMatchObject({ found: "1", until: inHours(24) });
});

test("successors count for no registered name and wait for none, and what another name had is nothing to it", async () => {
  const ctx = platform(authority(first, threeAWeek));
  await issued(2);
  await issued(5, "renewed");
  await tried([`shop.other-${owned}`], "issued");
  await tried([`elsewhere.${owned}`], "issued", second);
  const certificateId = await wanted([`new.${owned}`]);
  expect(await lookAt(ctx, certificateId)).toBeNull();
  await tried([`third.${owned}`], "issued");
  expect(await lookAt(ctx, certificateId)).not.toBeNull();
  const had = { state: "valid", chain: "PEM", directory: first } as const;
  expect(await lookAt(ctx, await wanted([`had.${owned}`], had))).toBeNull();
  // What another one had issued is new to this one.
  const elsewhere = await wanted([`had-elsewhere.${owned}`], { ...had, directory: second });
  expect(await lookAt(ctx, elsewhere)).not.toBeNull();
});

test("what is ordered and not issued yet is counted with what was, and no longer when it came to nothing", async () => {
  const ctx = platform(authority(first, threeAWeek));
  await issued(2);
  const underWay = await wanted([`under-way.${owned}`]);
  const certificateId = await wanted([`new.${owned}`]);
  expect(await lookAt(ctx, certificateId)).toBeNull();
  await beginOrder(ctx, { certificateId: underWay, directory: first });
  expect(await lookAt(ctx, underWay)).toBeNull();
  expect(await lookAt(ctx, certificateId)).toMatchObject({ found: "3", until: inHours(168) });
  await dropOrder(ctx, { certificateId: underWay });
  expect(await lookAt(ctx, certificateId)).toBeNull();
});

test("a look that found nothing counts for each of its names at that authority, once however often it is told", async () => {
  const ctx = platform(authority(first), authority(second));
  const wild = await wanted([`*.${owned}`, owned]);
  for (let count = 0; count < 5; count++) {
    expect(await begin(ctx, wild)).toEqual({ refused: [] });
    await beginOrder(ctx, { certificateId: wild, directory: first });
    await Promise.all([
      dropOrder(ctx, { certificateId: wild, inVain: true }),
      dropOrder(ctx, { certificateId: wild, inVain: true }),
    ]);
  }
  expect(await begin(ctx, wild)).toEqual({ refused: [first] });
  // The same host, of other names; and one that was in none of them.
  const alone = await wanted([owned]);
  expect(await begin(ctx, alone)).toEqual({ refused: [first] });
  expect(await lookAt(platform(authority(first)), alone)).toMatchObject({
    ...{ code: "certificate.tried_too_often", name: owned, until: inHours(1) },
  });
  expect(await begin(ctx, await wanted([`www.${owned}`]))).toEqual({ refused: [] });
});

test("the same names five times within a week are enough, unless the authority itself asks for another", async () => {
  const ctx = platform(authority(first));
  for (let count = 0; count < 5; count++) await tried([owned], "renewed");
  const had = { state: "valid", chain: "PEM", directory: first } as const;
  expect(await lookAt(ctx, await wanted([owned], had))).toMatchObject({ code: "certificate.issued_too_often" });
  expect(await lookAt(ctx, await wanted([owned], { ...had, askAt: world.clock.now }))).toBeNull();
});

test("what a short list takes for registered is that, or below it: never one that strangers are below", async () => {
  const names = ["shop.de", "a.b.shop.de", "*.shop.com", "www.shop.co.uk", "x.y.shop.com.au", "a.shop.com.gr"];
  for (const name of names) {
    const exact = await registrableName(name.replace("*.", ""));
    expect([name, registeredName(name)]).toEqual([name, exact]);
  }
  for (const name of ["a.b.abc.de", "a.b.net.de", "www.me.com", "a.shop.co.ke", "a.shop.or.at", "a.shop.org.pl"]) {
    const [own, exact] = [registeredName(name), await registrableName(name)];
    expect([name, own === exact || own.endsWith(`.${exact}`)]).toEqual([name, true]);
  }
});
