import { and, asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { may, staffRoles } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { command, type Scope } from "../kernel/operation.ts";
import { takeTurn } from "../kernel/turn.ts";
import { person } from "./person.sql.ts";
import { session } from "./session.sql.ts";
import { type StaffAction, staffCan } from "./staff.state.ts";
import { type StaffMember, staffMember, stateOf } from "./staff.ts";

const Colleague = z.object({ personId: Id("person") });

/**
 * One at a time, whoever it is about: between two who each remove the other, the second finds itself the last. The rows
 * alone would not do: whoever waits for one that is an administrator's no longer keeps it locked, in an order of its own.
 */
async function theAdministrators(tx: Tx): Promise<Id<"person">[]> {
  await takeTurn(tx, "identity.administrators");
  const rows = await tx
    .select()
    .from(person)
    .where(and(eq(person.staffRole, "administrator"), isNull(person.deactivatedAt)))
    .orderBy(asc(person.id))
    .for("update");
  return rows.filter((row) => stateOf(row) === "active").map(({ id }) => id);
}

async function colleague({ tx, ctx }: Scope, personId: Id<"person">, action: StaffAction): Promise<StaffMember> {
  const administrators = await theAdministrators(tx);
  const member = await staffMember(tx, personId);
  if ("personId" in ctx.actor && ctx.actor.personId === personId) {
    throw new DomainError("conflict", "staff.own_account", "Ask another administrator to change what is yours.");
  }
  if (!staffCan(action, member)) {
    throw new DomainError("conflict", "staff.wrong_state", "That is not possible where this colleague stands now.");
  }
  if (action !== "reactivate" && administrators.every((id) => id === personId) && administrators.length > 0) {
    const message = "There must always be an active administrator. Appoint another one first.";
    throw new DomainError("conflict", "staff.last_administrator", message);
  }
  return member;
}

export const changeStaffRole = command({
  name: "staff.change_role",
  input: Colleague.extend({ role: z.enum(staffRoles) }),
  allow: may("staff:manage"),
  confirm: true,
  async run(scope, { personId, role }) {
    const { tx } = scope;
    const before = await colleague(scope, personId, "change-role");
    await tx.update(person).set({ staffRole: role }).where(eq(person.id, personId));
    return {
      value: await staffMember(tx, personId),
      audit: { target: personId, before: { role: before.role }, after: { role } },
      events: [],
    };
  },
});

/** From now on nothing lets them in; where they are signed in they are out at their next request. */
export const deactivateStaff = command({
  name: "staff.deactivate",
  input: Colleague,
  allow: may("staff:manage"),
  confirm: true,
  async run(scope, { personId }) {
    const { tx, ctx } = scope;
    await colleague(scope, personId, "deactivate");
    await tx.update(person).set({ deactivatedAt: ctx.now() }).where(eq(person.id, personId));
    const gone = await tx.delete(session).where(eq(session.personId, personId)).returning({ id: session.id });
    return {
      value: await staffMember(tx, personId),
      audit: { target: personId, after: { sessionsEnded: gone.length } },
      events: [],
    };
  },
});

export const reactivateStaff = command({
  name: "staff.reactivate",
  input: Colleague,
  allow: may("staff:manage"),
  confirm: true,
  async run(scope, { personId }) {
    const { tx } = scope;
    await colleague(scope, personId, "reactivate");
    await tx.update(person).set({ deactivatedAt: null }).where(eq(person.id, personId));
    return { value: await staffMember(tx, personId), audit: { target: personId }, events: [] };
  },
});
