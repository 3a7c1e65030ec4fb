import { afterAll, beforeAll, expect, test } from "vitest";
import { type Id, newId } from "../kernel/id.ts";
import type { Ctx } from "../kernel/operation.ts";
import { member, type TestWorld, testWorld } from "../kernel/test-context.ts";
import { randomFrom } from "../kernel/test-random.ts";
import { change, changes, file, get, importFile, undo } from "./index.ts";
import type { DnsRecord } from "./record.state.ts";
import { layZone } from "./test-zone.ts";
import { zoneChange } from "./zone.sql.ts";
import { recordsMax, zoneFileMax } from "./zone.state.ts";

let world: TestWorld;
let owner: Ctx;
const accountId = newId("account");
let count = 0;
beforeAll(async () => {
  world = await testWorld();
  const addresses = {
    ...{ publicUrl: "https://portal.example", sitesDomain: "sites.example" },
    ofSite: (name: string) => ({ host: `${name}.sites.example`, url: `http://${name}.sites.example/` }),
  };
  owner = world.as(member(accountId), { addresses });
});
afterAll(() => world.close());

const a = (name: string, last: number): DnsRecord => ({ name, type: "A", ttl: 3600, data: `203.0.113.${last}` });
async function zoneWith(...records: (DnsRecord & { owner?: string; reason?: string })[]): Promise<Id<"zone">> {
  count += 1;
  const mine = { accountId, createdBy: owner.actor, name: `import-${count}.org` };
  return (await layZone(world, mine, records)).zoneId;
}
const names = async (zoneId: Id<"zone">) =>
  (await get(owner, { zoneId })).records.map(({ name, type, data }) => `${name} ${type} ${data}`);
const sent = (zoneId: Id<"zone">, text: string, more: Partial<Parameters<typeof importFile>[1]> = {}) =>
  importFile(owner, { zoneId, version: 0, mode: "add", file: text, ...more });

const bind = `$TTL 600
@ IN SOA ns1.elsewhere.net. admin.elsewhere.net. ( 1 2 3 4 5 )
  IN NS ns1.elsewhere.net.
www IN A 203.0.113.1
shop 300 IN A 203.0.113.2
`;

test("a file is told first, and then one change that can be taken back", async () => {
  const zoneId = await zoneWith(a("old", 9));
  const told = await sent(zoneId, bind, { dryRun: true, mode: "replace" });
  expect(told).toMatchObject({ accepted: true, applied: false, version: 0, leftOutCount: 2, findings: [] });
  expect(told.leftOut).toMatchObject([
    { line: 2, code: "import.start_of_authority", harmless: true },
    { line: 3, code: "import.name_servers_at_top", harmless: true },
  ]);
  expect([told.removes.map(({ name }) => name), told.adds.map(({ name, ttl }) => [name, ttl])]).toEqual([
    ["old"],
    [
      ["shop", 300],
      ["www", 600],
    ],
  ]);
  expect(await names(zoneId)).toEqual(["old A 203.0.113.9"]);
  expect(await sent(zoneId, bind, { mode: "replace" })).toMatchObject({ applied: true, version: 1 });
  expect(await names(zoneId)).toEqual(["shop A 203.0.113.2", "www A 203.0.113.1"]);
  const [made] = (await changes(owner, { zoneId })).items;
  expect(made).toMatchObject({ state: "pending", cause: "edit" });
  await world.db.transaction({ role: "platform" }, (tx) => tx.update(zoneChange).set({ state: "applied" }));
  await undo(owner, { zoneId, changeId: made?.id as Id<"zoneChange"> });
  expect(await names(zoneId)).toEqual(["old A 203.0.113.9"]);
});

test("adding takes nothing away, and what the platform looks after stays whatever a file says", async () => {
  const managed = { ...a("", 8), owner: "service", reason: "A website" };
  const zoneId = await zoneWith(managed, a("old", 9));
  await sent(zoneId, "www A 203.0.113.1\nold A 203.0.113.9\n");
  expect(await names(zoneId)).toEqual([" A 203.0.113.8", "old A 203.0.113.9", "www A 203.0.113.1"]);
  await sent(zoneId, "new A 203.0.113.1\n", { mode: "replace", version: 1 });
  expect(await names(zoneId)).toEqual([" A 203.0.113.8", "new A 203.0.113.1"]);
  const conflicting = sent(zoneId, "@ CNAME elsewhere.net.\n", { version: 2 });
  await expect(conflicting).rejects.toMatchObject({ kind: "conflict" });
  expect(await sent(zoneId, "@ CNAME elsewhere.net.\n", { version: 2, dryRun: true })).toMatchObject({
    accepted: false,
  });
});

test("lines that cannot be kept are named, and the rest is taken where that is asked for", async () => {
  const zoneId = await zoneWith();
  const text =
    'www A 300.1.1.1\nok A 203.0.113.1\n$INCLUDE /etc/passwd\nx.elsewhere.org. A 203.0.113.1\nbad TXT "open\n';
  const refused = await sent(zoneId, text).catch((error: unknown) => error);
  expect(refused).toMatchObject({
    code: "zone.import_problems",
    fields: [{ path: "file.1" }, { path: "file.3" }, { path: "file.4" }, { path: "file.5" }],
  });
  expect(await names(zoneId)).toEqual([]);
  expect(await sent(zoneId, text, { dryRun: true })).toMatchObject({ accepted: false, leftOutCount: 4 });
  expect(await sent(zoneId, text, { leaveOut: true })).toMatchObject({ applied: true, leftOutCount: 4 });
  expect(await names(zoneId)).toEqual(["ok A 203.0.113.1"]);
});

test("nobody's change is lost, and nothing is done twice or for nothing", async () => {
  const zoneId = await zoneWith();
  await change(owner, {
    zoneId,
    version: 0,
    removes: [],
    adds: [{ name: "new", type: "A", ttl: 60, data: "203.0.113.7" }],
  });
  await expect(sent(zoneId, bind, { mode: "replace" })).rejects.toMatchObject({ code: "zone.changed" });
  expect(await names(zoneId)).toEqual(["new A 203.0.113.7"]);
  expect(await sent(zoneId, bind, { dryRun: true })).toMatchObject({ accepted: false, version: 1 });
  const both = await Promise.allSettled([1, 2].map(() => sent(zoneId, bind, { version: 1 })));
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await expect(sent(zoneId, bind, { version: 2 })).rejects.toMatchObject({ code: "zone.unchanged" });
});

test("what a zone says as a file makes the same zone, and others' zones are nobody's business", async () => {
  const zoneId = await zoneWith(a("www", 1), { name: "", type: "MX", ttl: 300, data: "10 mail.elsewhere.net." });
  const { file: written } = await file(owner, { zoneId });
  const other = await zoneWith();
  const moved = written.replaceAll(/import-\d+\.org/g, (await get(owner, { zoneId: other })).name);
  await sent(other, moved, { mode: "replace" });
  expect(await names(other)).toEqual(await names(zoneId));
  const stranger = world.as(member(newId("account")));
  await expect(importFile(stranger, { zoneId, version: 0, mode: "add", file: bind })).rejects.toMatchObject({
    kind: "not_found",
  });
});

test("hostile files are answered soon, and leave nothing behind", async () => {
  const zoneId = await zoneWith();
  const random = randomFrom(7);
  const pieces = [
    "$ORIGIN .\n",
    "(",
    ")",
    '"',
    ";",
    "\\",
    "\\999",
    "\n",
    " ",
    "IN",
    "A",
    "TXT",
    "\u0000",
    "*.",
    "xn--",
    "é",
    "4294967296",
    "$TTL 9w",
  ];
  const noise = (length: number) =>
    Array.from({ length }, () => pieces[Math.floor(random() * pieces.length)] ?? "").join(random() < 0.5 ? " " : "");
  const large = [
    "(".repeat(zoneFileMax),
    `${"a.".repeat(zoneFileMax / 4)} A 203.0.113.1`,
    `x TXT ${'"a" '.repeat(zoneFileMax / 5)}`,
    `x TXT "${"a".repeat(zoneFileMax - 20)}"`,
    Array.from({ length: 9_000 }, (_, at) => `n${at} A 203.0.113.1`).join("\n"),
    "$ORIGIN a\n".repeat(zoneFileMax / 10),
    "x 1w1w1w1w1w1w A 1\n".repeat(9_000),
  ];
  for (const text of [...large, ...Array.from({ length: 150 }, () => noise(300))]) {
    const told = await sent(zoneId, text.slice(0, zoneFileMax) || "x", { dryRun: true, leaveOut: true });
    expect(told.adds.length).toBeLessThanOrEqual(recordsMax);
    expect(told.leftOut.length).toBeLessThanOrEqual(100);
  }
  const many = Array.from({ length: recordsMax + 1 }, (_, at) => `n${at} A 203.0.113.1`).join("\n");
  await expect(sent(zoneId, many)).rejects.toMatchObject({ code: "zone.too_many" });
  await expect(sent(zoneId, "x".repeat(zoneFileMax + 1))).rejects.toThrow();
  expect(await names(zoneId)).toEqual([]);
});
