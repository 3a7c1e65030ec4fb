import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { list as operationsOf } from "../kernel/long-operation/index.ts";
import type { Ctx } from "../kernel/operation.ts";
import { compose } from "../notify/index.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import * as Domains from "./index.ts";

let platform: TestPlatform;
let customer: Awaited<ReturnType<TestPlatform["customer"]>>;
let name = "";
let count = 0;

beforeAll(async () => {
  platform = await testPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  customer = await platform.customer();
  count += 1;
  name = `proof-${count}.com`;
  platform.dns.serve(name, ["a.ns.net", "b.ns.net"]);
});

const added = async (ctx: Ctx = customer.owner) => {
  const domain = await Domains.addExternalDomain(ctx, { name });
  if (!domain.proof) throw new Error("there is no record to set");
  return { ...domain, proof: domain.proof };
};
const set = ({ proof }: Awaited<ReturnType<typeof added>>, at?: readonly string[]) =>
  platform.dns.set(proof.name, "TXT", ["something else", proof.value], at);
const stateOf = async ({ id }: { id: Domains.Domain["id"] }, ctx: Ctx = customer.owner) =>
  (await Domains.get(ctx, { domainId: id })).state;
const waitingFor = async ({ id }: { id: string }) =>
  (await operationsOf(customer.owner, { subject: id })).items[0]?.waitingFor?.code;

test("a domain is the account's once every name server that answers has its record, and its owners are told", async () => {
  const domain = await added();
  expect(domain.proof).toMatchObject({ type: "TXT", name: `_rookery-challenge.${name}` });
  await platform.deliverFor(30);
  expect(await waitingFor(domain)).toBe("domain.record_missing");
  set(domain, ["a.ns.net"]);
  await platform.deliverFor(30);
  expect(await waitingFor(domain)).toBe("domain.record_spreading");
  expect(await stateOf(domain)).toBe("unproven");
  set(domain);
  platform.delivered.length = 0;
  await platform.deliverFor(30);
  expect(await Domains.get(customer.owner, { domainId: domain.id })).toMatchObject({ state: "proven", proof: null });
  expect(platform.delivered).toContainEqual({ type: "domain.proven", subject: domain.id });
  const mail = await compose(platform.asSystem, { eventId: "one", type: "domain.proven", subject: domain.id });
  expect(mail?.subject).toContain(name);
});

test("a server that does not answer neither proves a domain nor keeps it from being proven", async () => {
  const domain = await added();
  set(domain, ["a.ns.net"]);
  platform.dns.silence("a.ns.net");
  platform.dns.silence("b.ns.net");
  await platform.deliverFor(30);
  expect(await waitingFor(domain)).toBe("domain.no_name_server");
  platform.dns.silence("a.ns.net", false);
  await platform.deliverFor(30);
  expect(await stateOf(domain)).toBe("proven");
  platform.dns.silence("b.ns.net", false);
});

test("two accounts may write the same name down, and the one that proves it has it alone", async () => {
  const other = await platform.customer();
  const [mine, theirs] = [await added(), await added(other.owner)];
  expect(mine.proof.value).not.toBe(theirs.proof.value);
  platform.dns.set(mine.proof.name, "TXT", [mine.proof.value, theirs.proof.value]);
  await platform.deliverFor(30);
  const states = [await stateOf(mine), await stateOf(theirs, other.owner)];
  expect(states.toSorted()).toEqual(["proven", "unproven"]);
  const [winner, loser, ctx] =
    states[0] === "proven" ? ([mine, theirs, other.owner] as const) : ([theirs, mine, customer.owner] as const);
  const [failed] = (await operationsOf(ctx, { subject: loser.id })).items;
  expect(failed?.failure?.code).toBe("domain.taken");
  await Domains.removeExternalDomain(ctx === customer.owner ? other.owner : customer.owner, { domainId: winner.id });
  await Domains.prove(ctx, { domainId: loser.id });
  await platform.deliverFor(30);
  expect(await stateOf(loser, ctx)).toBe("proven");
});

test("somebody who has just set the record need not wait for the next look", async () => {
  const domain = await added();
  await platform.deliver();
  set(domain);
  await Domains.prove(customer.owner, { domainId: domain.id });
  await platform.deliver();
  expect(await stateOf(domain)).toBe("proven");
  await expect(Domains.prove(customer.owner, { domainId: domain.id })).rejects.toMatchObject({ code: "domain.proven" });
});

test("a domain that is removed is looked for no more, and can be added again with another record", async () => {
  const domain = await added();
  await Domains.removeExternalDomain(customer.owner, { domainId: domain.id });
  set(domain);
  await platform.deliverFor(60);
  const again = await added();
  await platform.deliverFor(60);
  expect(again.proof.value).not.toBe(domain.proof.value);
  expect(await stateOf(again)).toBe("unproven");
});

test("nobody has a strange account's domain looked for, nor somebody who may only look at it", async () => {
  const domain = await added();
  const stranger = await platform.customer();
  await expect(Domains.prove(stranger.owner, { domainId: domain.id })).rejects.toMatchObject({ kind: "not_found" });
  await expect(Domains.prove(customer.as("reader"), { domainId: domain.id })).rejects.toMatchObject({
    kind: "forbidden",
  });
});
