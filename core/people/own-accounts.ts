import { z } from "zod";
import * as Accounts from "../accounts/index.ts";
import * as Identity from "../identity/index.ts";
import { type Actor, accountOf, memberRoles } from "../kernel/actor.ts";
import { enterAccount } from "../kernel/db.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { command, query } from "../kernel/operation.ts";

export const OwnAccount = z
  .object({
    id: Id("account"),
    name: z.string(),
    number: z.int(),
    role: z.enum(memberRoles),
    /** The one in which whoever asks acts now. */
    current: z.boolean(),
  })
  .meta({ id: "OwnAccount" });
export type OwnAccount = z.infer<typeof OwnAccount>;

/** Every account that whoever asks belongs to, the one they used last first. */
export const list = query({
  name: "account.list",
  input: z.object({}),
  allow: { person: true },
  async run({ tx, ctx: { actor } }): Promise<{ items: OwnAccount[] }> {
    const accounts = await Accounts.ofPerson(tx, customerOf(actor).personId);
    return { items: accounts.map((one) => ({ ...one, current: one.id === accountOf(actor) })) };
  },
});

/** Goes on in another account of one's own; any other does not exist. */
export const switchTo = command({
  name: "session.switch_account",
  input: z.object({ accountId: Id("account") }),
  allow: { person: true },
  async run({ tx, ctx }, { accountId }) {
    const { personId, sessionId } = customerOf(ctx.actor);
    if (!(await Accounts.belonging(tx, personId, accountId))) throw notFound("account");
    await enterAccount(tx, accountId);
    await Identity.moveSession(tx, sessionId, accountId);
    return { value: {}, audit: { target: personId, accountId }, events: [] };
  },
});

export const AccountName = z
  .string()
  .trim()
  .min(1, { error: "Enter a name." })
  .max(80, { error: "At most 80 characters." });

export const Opened = z.object({ id: Id("account") });

/** A further account for whoever is signed in, who goes on there as its owner. */
export const openAccount = command({
  name: "account.open",
  input: z.object({ name: AccountName }),
  allow: { person: true },
  async run({ tx, ctx }, { name }) {
    const { personId, sessionId } = customerOf(ctx.actor);
    const id = newId("account");
    await enterAccount(tx, id);
    await Accounts.open(tx, { id, name, ownerId: personId, at: ctx.now() });
    await Identity.moveSession(tx, sessionId, id);
    return { value: { id }, audit: { target: id, accountId: id, after: { accountName: name } }, events: [] };
  },
});

/** Leaves the account in which whoever asks acts, for the one they used before it, if there is one. */
export const leave = command({
  name: "member.leave",
  input: z.object({}),
  allow: { person: true },
  async run({ tx, ctx }) {
    const { personId, sessionId } = customerOf(ctx.actor);
    const accountId = accountOf(ctx.actor);
    if (accountId === undefined) throw notFound("account");
    await Accounts.lockMembers(tx, accountId);
    const before = await Accounts.membershipOf(tx, accountId, personId);
    if (!before) throw notFound("member");
    const others = (await Accounts.ofPerson(tx, personId)).filter(({ id }) => id !== accountId);
    // Before the membership goes, and this session with it.
    await Identity.moveSession(tx, sessionId, others[0]?.id ?? null);
    await Accounts.remove(tx, before);
    const name = (await Identity.contactOf(tx, personId))?.name;
    return { value: {}, audit: { target: personId, accountId, before: { name, role: before.role } }, events: [] };
  },
});

/** Staff have no accounts. */
export function customerOf(actor: Actor): { personId: Id<"person">; sessionId: Id<"session"> } {
  if (actor.type === "member" || actor.type === "person") return actor;
  throw new DomainError("forbidden", "account.not_for_staff", "Staff do not belong to customers' accounts.");
}
