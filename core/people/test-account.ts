import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { account, membership } from "../accounts/account.sql.ts";
import { person } from "../identity/person.sql.ts";
import { session } from "../identity/session.sql.ts";
import type { Actor, MemberRole } from "../kernel/actor.ts";
import { type Id, newId } from "../kernel/id.ts";
import type { TestWorld } from "../kernel/test-context.ts";

export type TestMember = Extract<Actor, { type: "member" }> & { membershipId: Id<"membership"> };

/** Somebody who is signed in and belongs nowhere yet. */
export async function aPerson(world: TestWorld, name: string, email = `${newId("person").toLowerCase()}@example.com`) {
  const [personId, sessionId] = [newId("person"), newId("session")];
  const createdAt = world.clock.now;
  await world.db.transaction({ role: "platform" }, async (tx) => {
    await tx.insert(person).values({
      ...{ id: personId, email, name, passwordHash: "", emailVerifiedAt: createdAt, createdAt },
    });
    await tx.insert(session).values({
      ...{ id: sessionId, personId, tokenHash: randomBytes(32), createdAt },
      ...{ lastUsedAt: createdAt, confirmedAt: createdAt, expiresAt: new Date(createdAt.getTime() + 86_400_000) },
    });
  });
  return { actor: { type: "person", personId, sessionId } as const, email };
}

/** An account with one member, or several, of each role that is named. Their names are their roles. */
export async function anAccount(world: TestWorld, ...roles: MemberRole[]) {
  const accountId = newId("account");
  const createdAt = world.clock.now;
  await world.db.transaction({ role: "platform" }, (tx) =>
    tx.insert(account).values({ id: accountId, name: "Studio North", createdAt }),
  );
  const members: TestMember[] = [];
  for (const role of roles) members.push(await aMember(world, accountId, role));
  return { accountId, members };
}

export async function aMember(world: TestWorld, accountId: Id<"account">, role: MemberRole): Promise<TestMember> {
  const { actor } = await aPerson(world, role);
  const membershipId = newId("membership");
  await world.db.transaction({ role: "platform" }, async (tx) => {
    await tx
      .insert(membership)
      .values({ id: membershipId, accountId, personId: actor.personId, role, createdAt: world.clock.now });
    await tx.update(session).set({ accountId }).where(eq(session.id, actor.sessionId));
  });
  return { ...actor, type: "member", accountId, role, membershipId };
}
