import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { membership } from "../accounts/account.sql.ts";
import { sentenceText } from "../audit/entry.ts";
import * as Audit from "../audit/index.ts";
import * as Identity from "../identity/index.ts";
import { person } from "../identity/person.sql.ts";
import { portal } from "../identity/test-people.ts";
import { inside, verifyAuditChains } from "../kernel/audit-chain.ts";
import { KeyRing } from "../kernel/data-key.ts";
import type { Id } from "../kernel/id.ts";
import { auditLog, auditPersonal } from "../kernel/kernel.sql.ts";
import { MemoryKeyProtection } from "../kernel/memory-key-protection.ts";
import { anonymous, system, type TestWorld, testWorld } from "../kernel/test-context.ts";
import { tablesHolding } from "../kernel/test-rows.ts";
import * as People from "../people/index.ts";
import { anAccount, type TestMember } from "../people/test-account.ts";
import * as Privacy from "./index.ts";

let world: TestWorld;
let keys: KeyRing;
beforeAll(async () => {
  world = await testWorld(portal);
  keys = new KeyRing({ protection: new MemoryKeyProtection(), now: () => world.clock.now });
});
afterAll(() => world.close());

const platform = <T>(run: Parameters<typeof world.db.transaction<T>>[1]) =>
  world.db.transaction({ role: "platform" }, run);

/** Somebody who was invited, joined, was called otherwise later, and was removed. */
async function formerColleague(owner: TestMember, email: string): Promise<Id<"person">> {
  const { id: invitationId } = await People.invite(world.as(owner), { email, role: "technical", serviceIds: null });
  const token = await People.issueInvitation(world.as(system), { invitationId });
  const newcomer = { token: token?.reveal() ?? "", name: "Mary Unmistakable", password: "seventeen grey herons" };
  await People.joinAsNewcomer(world.as(anonymous), newcomer);
  const [who] = await platform((tx) => tx.select().from(person).where(eq(person.email, email)));
  if (!who) throw new Error("nobody joined");
  const [place] = await platform((tx) => tx.select().from(membership).where(eq(membership.personId, who.id)));
  if (!place) throw new Error("nobody is a member");
  const theirs = { ...owner, personId: who.id, role: "technical" } as const;
  await Identity.renamePerson(world.as(theirs), { name: "Mary Somerville" });
  await People.removeMember(world.as(owner), { membershipId: place.id });
  return who.id;
}

const sentences = async (owner: TestMember) =>
  (await Audit.activity(world.as(owner), {})).items.map(sentenceText).toReversed();
const email = "mary@observatory.example";

test("who is erased is named nowhere in the audit log any more, and its chains fit as before", async () => {
  const { members } = await anAccount(world, "owner");
  const [owner] = members as [TestMember];
  const personId = await formerColleague(owner, email);
  expect(await sentences(owner)).toEqual([
    `owner invited ${email} as technical`,
    // Who is no colleague any more is called by nothing that is not in the entry itself.
    "A person accepted the invitation and joined as technical",
    "A technical member changed their name",
    "owner removed Mary Somerville from the account",
  ]);
  const texts = [email, "Mary Unmistakable", "Mary Somerville"];
  for (const text of texts) expect(await platform((tx) => tablesHolding(tx, text))).toContain("audit_personal");

  await Privacy.leave(world.as({ type: "person", personId, sessionId: owner.sessionId }), {});
  await Privacy.erasePerson(world.as(system, { keys }), { personId });
  for (const text of texts) expect([text, await platform((tx) => tablesHolding(tx, text))]).toEqual([text, []]);
  expect(await sentences(owner)).toEqual([
    "owner invited (erased) as technical",
    "A person accepted the invitation and joined as technical",
    "A technical member changed their name",
    "owner removed (erased) from the account",
  ]);
  expect(await platform((tx) => verifyAuditChains(inside(tx)))).toMatchObject({ breaks: [] });
});

test("the log itself has digests alone, and each of the same value is another", async () => {
  const { accountId, members } = await anAccount(world, "owner");
  const [owner] = members as [TestMember];
  for (let n = 0; n < 2; n++) await Identity.renamePerson(world.as(owner), { name: "Vera Rubin" });
  const rows = await platform((tx) => tx.select().from(auditLog).where(eq(auditLog.accountId, accountId)));
  expect(JSON.stringify(rows)).not.toContain("Vera Rubin");
  const digests = rows.map(({ after }) => (after as { name: { personal: string } }).name.personal);
  expect(new Set(digests).size).toBe(2);
});

test("a name that somebody put in the place of another is not shown as what was recorded", async () => {
  const { members } = await anAccount(world, "owner");
  const [owner] = members as [TestMember];
  await Identity.renamePerson(world.as(owner), { name: "Caroline Herschel" });
  await platform((tx) => tx.delete(auditPersonal).where(eq(auditPersonal.value, "Caroline Herschel")).returning()).then(
    ([row]) => platform((tx) => tx.insert(auditPersonal).values({ ...(row as NonNullable<typeof row>), value: "Eve" })),
  );
  const [entry] = (await Audit.activity(world.as(owner), { limit: 1 })).items;
  expect(entry?.changes).toEqual([{ name: "Name", before: "owner", after: "(not what was recorded)" }]);
});

test("another account's names are not to be had by their digests", async () => {
  const [ours, theirs] = [await anAccount(world, "owner"), await anAccount(world, "owner")];
  await Identity.renamePerson(world.as(theirs.members[0] as TestMember), { name: "Henrietta Leavitt" });
  const seen = await world.db.transaction({ role: "tenant", accountId: ours.accountId }, (tx) =>
    tx.select().from(auditPersonal),
  );
  expect(seen.filter(({ accountId }) => accountId !== ours.accountId)).toEqual([]);
  expect(
    await world.db.transaction({ role: "tenant", accountId: theirs.accountId }, (tx) => tx.$count(auditPersonal)),
  ).toBe(2);
});
