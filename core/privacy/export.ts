import { and, asc, eq, gt } from "drizzle-orm";
import { z } from "zod";
import { account, membership } from "../accounts/account.sql.ts";
import { apiKey } from "../api-keys/api-key.sql.ts";
import { read as readActivity } from "../audit/index.ts";
import * as Billing from "../billing/index.ts";
import { person } from "../identity/person.sql.ts";
import { accountOf, may } from "../kernel/actor.ts";
import { notFound } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import { operation } from "../kernel/long-operation/long-operation.sql.ts";
import { command, type Scope } from "../kernel/operation.ts";
import { open } from "../kernel/sealed.ts";
import { sealedAt } from "../kernel/sealed-column.ts";
import { order } from "../orders/order.sql.ts";
import { service } from "../services/service.sql.ts";

/** Rows in one answer: a tenth of what the gateway lets pass. */
const rowsMax = 500;

export const sections = ["account", "people", "apiKeys", "orders", "services", "operations", "activity"] as const;
type Section = (typeof sections)[number];

const Cursor = z
  .string()
  .max(60)
  .regex(new RegExp(`^(${sections.join("|")})(\\.[\\w-]+)?$`), { error: "This is no part of the export." })
  .optional();

/** A piece of the whole. All pieces one after the other, each asked for with the cursor of the one before, hold everything. */
export const AccountExport = z
  .object({
    section: z.enum(sections),
    items: z.array(z.record(z.string(), z.unknown())),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: "AccountExport" });
export type AccountExport = z.infer<typeof AccountExport>;

type Row = Record<string, unknown>;
interface Part {
  items: Row[];
  /** Where the next part of the section begins. */
  next: string | null;
}

/** Everything that is kept of an account, for its owner to take along. On record, as it leaves the platform. */
export const exportAccount = command({
  name: "account.export",
  input: z.object({ cursor: Cursor }),
  allow: may("account:export"),
  confirm: true,
  async run(scope, { cursor = sections[0] }) {
    const accountId = accountOf(scope.ctx.actor);
    if (accountId === undefined) throw notFound("account");
    const [name, after] = cursor.split(".");
    const section = z.enum(sections).parse(name);
    const { items, next } = await readers[section](scope, accountId, after);
    const following = sections[sections.indexOf(section) + 1] ?? null;
    return {
      value: { section, items, nextCursor: next === null ? following : `${section}.${next}` },
      audit: { target: accountId, accountId, after: { section } },
      events: [],
    };
  },
});

type Reader = (scope: Scope, accountId: Id<"account">, after: string | undefined) => Promise<Part>;

const whole = (items: Row[]): Part => ({ items, next: null });

/** By id, which sorts by time: what is added meanwhile comes last. */
const paged = <T extends Row & { id: string }>(rows: readonly T[]): Part => {
  const items = rows.slice(0, rowsMax);
  return { items, next: rows.length > rowsMax ? (items.at(-1)?.id ?? null) : null };
};

const readers: Record<Section, Reader> = {
  async account({ tx, ctx }, accountId) {
    const [found] = await tx.select().from(account).where(eq(account.id, accountId));
    if (!found) throw notFound("account");
    const { contact, ...rest } = found;
    const address = sealedAt(account.contact, accountId, { kind: "account", id: accountId });
    const opened = contact === null ? null : await open(ctx.ports.keys.in(tx), address, contact);
    const card = await Billing.cardOf(tx, accountId);
    const savedCard = card ? Billing.shownCard(card) : null;
    return whole([{ ...rest, contact: opened === null ? null : (JSON.parse(opened.reveal()) as unknown), savedCard }]);
  },
  async people({ tx }, accountId) {
    const rows = await tx
      .select({
        ...{ id: person.id, name: person.name, email: person.email, emailVerifiedAt: person.emailVerifiedAt },
        ...{ role: membership.role, serviceIds: membership.serviceIds, since: membership.createdAt },
      })
      .from(membership)
      .innerJoin(person, eq(person.id, membership.personId))
      .where(eq(membership.accountId, accountId))
      .orderBy(asc(membership.id));
    return whole(rows);
  },
  async apiKeys({ tx }, accountId) {
    const { id, name, prefix, scopes, createdBy, createdAt, expiresAt, lastUsedAt, lastUsedAddress, revokedAt } =
      apiKey;
    const columns = {
      id,
      name,
      prefix,
      scopes,
      createdBy,
      createdAt,
      expiresAt,
      lastUsedAt,
      lastUsedAddress,
      revokedAt,
    };
    return whole(await tx.select(columns).from(apiKey).where(eq(apiKey.accountId, accountId)).orderBy(asc(apiKey.id)));
  },
  async orders({ tx }, accountId, after = "") {
    const mine = and(eq(order.accountId, accountId), gt(order.id, after as Id<"order">));
    return paged(
      await tx
        .select()
        .from(order)
        .where(mine)
        .orderBy(asc(order.id))
        .limit(rowsMax + 1),
    );
  },
  async services({ tx }, accountId, after = "") {
    const mine = and(eq(service.accountId, accountId), gt(service.id, after as Id<"service">));
    const rows = await tx
      .select()
      .from(service)
      .where(mine)
      .orderBy(asc(service.id))
      .limit(rowsMax + 1);
    // Where it runs is how the platform is built, and says nothing about anybody.
    return paged(rows.map(({ nodeId: _, ...rest }) => rest));
  },
  async operations({ tx }, accountId, after = "") {
    const { id, kind, title, subject, state, createdAt, finishedAt } = operation;
    return paged(
      await tx
        .select({ id, kind, title, subject, state, createdAt, finishedAt })
        .from(operation)
        .where(and(eq(operation.accountId, accountId), gt(operation.id, after as Id<"operation">)))
        .orderBy(asc(operation.id))
        .limit(rowsMax + 1),
    );
  },
  async activity(scope, _accountId, cursor) {
    const { items, nextCursor } = await readActivity(scope, {}, { limit: rowsMax, cursor, forStaff: false });
    return { items: items as unknown as Row[], next: nextCursor };
  },
};
