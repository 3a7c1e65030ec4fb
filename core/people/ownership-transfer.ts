import { and, eq, gt, isNull, or } from "drizzle-orm";
import { z } from "zod";
import * as Accounts from "../accounts/index.ts";
import * as Identity from "../identity/index.ts";
import { accountOf, may } from "../kernel/actor.ts";
import { enterAccount, type Tx } from "../kernel/db.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { command, query } from "../kernel/operation.ts";
import { manager } from "./members.ts";
import { customerOf } from "./own-accounts.ts";
import { ownershipTransfer } from "./ownership-transfer.sql.ts";

type TransferRow = typeof ownershipTransfer.$inferSelect;

const openDays = 7;

export const OwnershipTransfer = z
  .object({
    id: Id("ownershipTransfer"),
    accountName: z.string(),
    /** To whoever asks; otherwise from the account in which they act. */
    toMe: z.boolean(),
    /** To whom; null where that is whoever asks. */
    to: z.string().nullable(),
    expiresAt: z.date(),
  })
  .meta({ id: "OwnershipTransfer" });
export type OwnershipTransfer = z.infer<typeof OwnershipTransfer>;

/** Those that wait for an answer: to whoever asks, whichever account it is, and for owners the one from their account. */
export const list = query({
  name: "ownership_transfer.list",
  input: z.object({}),
  allow: { person: true },
  async run({ tx, ctx }): Promise<{ items: OwnershipTransfer[] }> {
    const { actor } = ctx;
    const { personId } = customerOf(actor);
    const accountId = accountOf(actor);
    const ofMine = actor.type === "member" && actor.role === "owner" && accountId !== undefined;
    const rows = await tx
      .select()
      .from(ownershipTransfer)
      .where(
        and(
          isOpen,
          gt(ownershipTransfer.expiresAt, ctx.now()),
          or(
            eq(ownershipTransfer.toPersonId, personId),
            ofMine ? eq(ownershipTransfer.accountId, accountId) : undefined,
          ),
        ),
      )
      .orderBy(ownershipTransfer.id);
    const items: OwnershipTransfer[] = [];
    for (const row of rows) {
      const toMe = row.toPersonId === personId;
      // An account that somebody has left since is none of theirs any more.
      const [account] = (await Accounts.ofPerson(tx, personId)).filter(({ id }) => id === row.accountId);
      if (!account) continue;
      const to = toMe ? null : ((await Identity.contactOf(tx, row.toPersonId))?.name ?? null);
      items.push({ id: row.id, accountName: account.name, toMe, to, expiresAt: row.expiresAt });
    }
    return { items };
  },
});

export const Offered = z.object({ id: Id("ownershipTransfer") });

const isOpen = and(isNull(ownershipTransfer.acceptedAt), isNull(ownershipTransfer.withdrawnAt));

/** An owner offers the account to another member, who has to accept. */
export const offer = command({
  name: "ownership_transfer.offer",
  input: z.object({ membershipId: Id("membership") }),
  allow: may("account:transfer"),
  confirm: true,
  async run(scope, { membershipId }) {
    const { tx, ctx } = scope;
    const { accountId, own } = await manager(scope);
    if (own.role !== "owner") throw notOwner();
    const to = await Accounts.memberById(tx, accountId, membershipId);
    if (to.role === "owner") throw over("ownership_transfer.owner_already", "They are an owner already.");
    const now = ctx.now();
    const [open] = await tx
      .select()
      .from(ownershipTransfer)
      .where(and(eq(ownershipTransfer.accountId, accountId), isOpen));
    if (open && open.expiresAt > now) {
      throw over("ownership_transfer.exists", "The account is offered to somebody already. Take that back first.");
    }
    if (open) await end(tx, open.id, now);
    const id = newId("ownershipTransfer");
    const expiresAt = new Date(now.getTime() + openDays * 86_400_000);
    await tx.insert(ownershipTransfer).values({
      ...{ id, accountId, fromPersonId: own.personId, toPersonId: to.personId, createdAt: now, expiresAt },
    });
    return {
      value: { id },
      audit: { target: to.personId, accountId, after: { role: "owner" } },
      events: [{ type: "ownership_transfer.offered", subject: id }],
    };
  },
});

/** By whom it was offered to, from whichever account they are in now. Who offered it is an administrator from then on. */
export const accept = command({
  name: "ownership_transfer.accept",
  input: z.object({ transferId: Id("ownershipTransfer") }),
  allow: { person: true },
  confirm: true,
  async run({ tx, ctx }, { transferId }) {
    const { personId } = customerOf(ctx.actor);
    const seen = await toAnswer(tx, transferId, personId, ctx.now());
    const { accountId } = seen;
    await enterAccount(tx, accountId);
    await Accounts.lockMembers(tx, accountId);
    const { fromPersonId } = await toAnswer(tx, transferId, personId, ctx.now());
    const from = await Accounts.membershipOf(tx, accountId, fromPersonId);
    const to = await Accounts.membershipOf(tx, accountId, personId);
    if (from?.role !== "owner" || !to) {
      throw over("ownership_transfer.void", "Whoever offered you the account does not own it any more.");
    }
    await Accounts.change(tx, to, { role: "owner", serviceIds: null });
    await Accounts.change(tx, from, { role: "administrator", serviceIds: null });
    await tx.update(ownershipTransfer).set({ acceptedAt: ctx.now() }).where(eq(ownershipTransfer.id, transferId));
    return {
      value: {},
      audit: {
        target: personId,
        accountId,
        before: { role: to.role },
        after: { role: "owner", previousOwner: fromPersonId },
      },
      events: [
        { type: "ownership_transfer.received", subject: transferId },
        { type: "ownership_transfer.given", subject: transferId },
      ],
    };
  },
});

/** Declined by whom it was offered to, or taken back by an owner. */
export const withdraw = command({
  name: "ownership_transfer.withdraw",
  input: z.object({ transferId: Id("ownershipTransfer") }),
  allow: { person: true },
  async run({ tx, ctx }, { transferId }) {
    const { actor } = ctx;
    const { personId } = customerOf(actor);
    const [row] = await tx.select().from(ownershipTransfer).where(eq(ownershipTransfer.id, transferId));
    const mine = row?.toPersonId === personId;
    const ours = actor.type === "member" && actor.role === "owner" && row?.accountId === actor.accountId;
    if (!row || !(mine || ours)) throw notFound("offer");
    await enterAccount(tx, row.accountId);
    await Accounts.lockMembers(tx, row.accountId);
    demandOpen(await byId(tx, transferId), ctx.now());
    await end(tx, transferId, ctx.now());
    const audit = { target: row.toPersonId, accountId: row.accountId, after: { declined: mine } };
    return { value: {}, audit, events: [] };
  },
});

/** For the mail: as the platform. */
export const transferById = async (tx: Tx, id: Id<"ownershipTransfer">): Promise<TransferRow | undefined> =>
  (await tx.select().from(ownershipTransfer).where(eq(ownershipTransfer.id, id)))[0];

async function byId(tx: Tx, id: Id<"ownershipTransfer">): Promise<TransferRow> {
  const row = await transferById(tx, id);
  if (!row) throw notFound("offer");
  return row;
}

async function toAnswer(tx: Tx, id: Id<"ownershipTransfer">, personId: Id<"person">, now: Date): Promise<TransferRow> {
  const row = await byId(tx, id);
  if (row.toPersonId !== personId) throw notFound("offer");
  demandOpen(row, now);
  return row;
}

function demandOpen({ acceptedAt, withdrawnAt, expiresAt }: TransferRow, now: Date): void {
  if (acceptedAt !== null) throw over("ownership_transfer.accepted", "This was accepted already.");
  if (withdrawnAt !== null) throw over("ownership_transfer.withdrawn", "This was declined or taken back already.");
  if (expiresAt <= now) throw over("ownership_transfer.expired", "This is too old. Ask the owner to offer it again.");
}

const end = (tx: Tx, id: Id<"ownershipTransfer">, at: Date) =>
  tx.update(ownershipTransfer).set({ withdrawnAt: at }).where(eq(ownershipTransfer.id, id));

const over = (code: string, message: string) => new DomainError("conflict", code, message);
const notOwner = () => new DomainError("forbidden", "auth.forbidden", "You are not allowed to do that.");
