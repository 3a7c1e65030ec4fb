import { and, asc, eq, getTableColumns, inArray, isNull, lte } from "drizzle-orm";
import { z } from "zod";
import { accountOf, may } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { notFound } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { command, type DomainEvent, providerCommand, query, type Scope } from "../kernel/operation.ts";
import "../kernel/ports.ts";
import { only } from "../kernel/rows.ts";
import { open, seal } from "../kernel/sealed.ts";
import { sealedAt } from "../kernel/sealed-column.ts";
import { Secret } from "../kernel/secret.ts";
import type { Card } from "./ports.ts";
import { savedCard } from "./saved-card.sql.ts";

const { method: _, ...columns } = getTableColumns(savedCard);
type SavedCardRow = Omit<typeof savedCard.$inferSelect, "method">;

export const SavedCard = z
  .object({
    brand: z.string(),
    last4: z.string(),
    expMonth: z.int(),
    expYear: z.int(),
    /** What somebody of the account agreed to, and when. */
    consent: z.string(),
    consentAt: z.date(),
    consentBy: Id("person"),
  })
  .meta({ id: "SavedCard" });
export type SavedCard = z.infer<typeof SavedCard>;

/** Who agreed to what, and when. */
export interface CardConsent {
  text: string;
  by: Id<"person">;
  at: string;
}

export const card = query({
  name: "saved_card.get",
  input: z.object({}),
  allow: may("billing:read"),
  async run({ tx, ctx }) {
    const accountId = accountOf(ctx.actor);
    if (accountId === undefined) throw notFound("account");
    const row = await cardOf(tx, accountId);
    return { card: row ? shownCard(row) : null };
  },
});

export const shownCard = ({
  brand,
  last4,
  expMonth,
  expYear,
  consent,
  consentAt,
  consentBy,
}: SavedCardRow): SavedCard => ({
  ...{ brand, last4, expMonth, expYear, consent, consentAt, consentBy },
});

/** From here on nothing is charged; the provider forgets it soon after. */
export const removeCard = command({
  name: "saved_card.remove",
  input: z.object({}),
  allow: may("order:pay"),
  async run({ tx, ctx }) {
    const accountId = accountOf(ctx.actor);
    if (accountId === undefined) throw notFound("account");
    const before = await cardOf(tx, accountId);
    if (!before) return { value: { card: null }, audit: "unchanged", events: [] };
    const { brand, last4 } = before;
    const events = await dropCard(tx, accountId, ctx.now());
    return { value: { card: null }, audit: { target: accountId, accountId, before: { brand, last4 } }, events };
  },
});

/** The card that an account's renewals are charged to. */
export async function cardOf(tx: Tx, accountId: Id<"account">): Promise<SavedCardRow | undefined> {
  const [row] = await tx
    .select(columns)
    .from(savedCard)
    .where(and(eq(savedCard.accountId, accountId), isNull(savedCard.removedAt)));
  return row;
}

/** Those of accounts that have one. */
export async function withCard(tx: Tx, accountIds: readonly Id<"account">[]): Promise<Set<string>> {
  const rows = await tx
    .select({ accountId: savedCard.accountId })
    .from(savedCard)
    .where(and(inArray(savedCard.accountId, [...accountIds]), isNull(savedCard.removedAt)));
  return new Set(rows.map(({ accountId }) => accountId));
}

/** What the provider charges. As the platform. */
export async function methodOf({ tx, ctx }: Scope, card: Pick<SavedCardRow, "id" | "accountId">): Promise<string> {
  const row = only(await tx.select({ method: savedCard.method }).from(savedCard).where(eq(savedCard.id, card.id)));
  return (await open(ctx.ports.keys.in(tx), addressOf(card), row.method)).reveal();
}

const addressOf = ({ id, accountId }: Pick<SavedCardRow, "id" | "accountId">) =>
  sealedAt(savedCard.method, id, { kind: "account", id: accountId });

/** In place of the card before, for the transaction that records its first payment. */
export async function saveCard(
  { tx, ctx }: Scope,
  accountId: Id<"account">,
  { methodId, ...kept }: Card,
  consent: CardConsent,
): Promise<DomainEvent[]> {
  const id = newId("savedCard");
  const events = await dropCard(tx, accountId, ctx.now());
  const method = await seal(ctx.ports.keys.in(tx), addressOf({ id, accountId }), new Secret(methodId));
  await tx.insert(savedCard).values({
    ...{ id, accountId, method, ...kept },
    ...{ consent: consent.text, consentBy: consent.by, consentAt: new Date(consent.at), savedAt: ctx.now() },
  });
  return events;
}

/** Nothing is charged to it from here on. */
export async function dropCard(tx: Tx, accountId: Id<"account">, at: Date): Promise<DomainEvent[]> {
  const dropped = await tx
    .update(savedCard)
    .set({ removedAt: at })
    .where(and(eq(savedCard.accountId, accountId), isNull(savedCard.removedAt)))
    .returning({ id: savedCard.id });
  return dropped.map(({ id }) => ({ type: "saved_card.removed", subject: id }));
}

const lostAfterMs = 5 * 60_000;
const batch = 20;

/** Cards that the provider was not told of yet, although somebody removed them a while ago. */
export const cardsToForget = query({
  name: "saved_card.to_forget",
  input: z.object({}),
  allow: { system: true },
  async run({ tx, ctx }) {
    const rows = await tx
      .select({ id: savedCard.id })
      .from(savedCard)
      .where(lte(savedCard.removedAt, new Date(ctx.now().getTime() - lostAfterMs)))
      .orderBy(asc(savedCard.removedAt))
      .limit(batch);
    return rows.map(({ id }) => id);
  },
});

/** The provider forgets a removed card, and then so do we. */
export const forgetCard = providerCommand({
  name: "saved_card.forget",
  input: z.object({ cardId: Id("savedCard") }),
  allow: { system: true },
  async intend(scope, { cardId }) {
    const [row] = await scope.tx.select(columns).from(savedCard).where(eq(savedCard.id, cardId));
    return row && row.removedAt !== null ? { row, methodId: await methodOf(scope, row) } : undefined;
  },
  async perform({ payments }, intent) {
    if (intent) await payments.forgetCard(intent.methodId);
  },
  async settle({ tx }, intent) {
    if (!intent) return { value: null, audit: "unchanged", events: [] };
    const { id, accountId, brand, last4 } = intent.row;
    await tx.delete(savedCard).where(eq(savedCard.id, id));
    return { value: null, audit: { target: accountId, accountId, before: { brand, last4 } }, events: [] };
  },
});
