import { afterAll, beforeAll, expect, test } from "vitest";
import { type Id, newId } from "../kernel/id.ts";
import { type TestWorld, testWorld } from "../kernel/test-context.ts";
import { invitation } from "./invitation.sql.ts";
import { ownershipTransfer } from "./ownership-transfer.sql.ts";
import { forgetEnded } from "./retention.ts";
import { anAccount } from "./test-account.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

const daysFromNow = (days: number) => new Date(world.clock.now.getTime() + days * 86_400_000);
const platform = <T>(run: Parameters<typeof world.db.transaction<T>>[1]) =>
  world.db.transaction({ role: "platform" }, run);

test("invitations and offers that are over are kept for a month and then gone; open ones stay", async () => {
  const { accountId, members } = await anAccount(world, "owner", "technical");
  const [from, to] = members.map(({ personId }) => personId) as [Id<"person">, Id<"person">];
  const ends = { createdAt: daysFromNow(-60), expiresAt: daysFromNow(-40) };
  const over = [ends, { ...ends, expiresAt: daysFromNow(5), acceptedAt: daysFromNow(-31) }];
  const kept = [
    { ...ends, expiresAt: daysFromNow(5) },
    { ...ends, expiresAt: daysFromNow(-29) },
    { ...ends, expiresAt: daysFromNow(5), withdrawnAt: daysFromNow(-29) },
  ];
  const all = [...over, ...kept];
  const invitations = all.map((times, n) => ({
    ...{ id: newId("invitation"), accountId, email: `some${n}@example.com`, role: "reader" as const, invitedBy: from },
    ...times,
  }));
  const offers = [-31, -29].map((days) => ({
    ...{ id: newId("ownershipTransfer"), accountId, fromPersonId: from, toPersonId: to },
    ...{ createdAt: daysFromNow(-40), expiresAt: daysFromNow(5), withdrawnAt: daysFromNow(days) },
  }));
  await platform(async (tx) => {
    await tx.insert(invitation).values(invitations);
    await tx.insert(ownershipTransfer).values(offers);
  });
  const batches: number[] = [];
  for (let gone = 1; gone > 0; batches.push(gone)) gone = await platform((tx) => forgetEnded(tx, world.clock.now, 1));
  expect(batches).toEqual([2, 1, 0]);
  const left = await platform((tx) => tx.select({ id: invitation.id }).from(invitation));
  expect(left.map(({ id }) => id).toSorted()).toEqual(
    invitations
      .slice(2)
      .map(({ id }) => id)
      .toSorted(),
  );
  const standing = await platform((tx) => tx.select({ id: ownershipTransfer.id }).from(ownershipTransfer));
  expect(standing).toEqual([{ id: offers[1]?.id }]);
});
