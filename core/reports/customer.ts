import { and, asc, count, desc, eq, ilike, inArray, lt, ne, or } from "drizzle-orm";
import { z } from "zod";
import { account, membership } from "../accounts/account.sql.ts";
import { supportAccesses, supportUntil } from "../accounts/support-access.state.ts";
import { person } from "../identity/person.sql.ts";
import { may } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { notFound } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { query } from "../kernel/operation.ts";
import { PageInput, page } from "../kernel/page.ts";
import { literally } from "../kernel/search.ts";
import { service } from "../services/service.sql.ts";

export const Customer = z
  .object({
    id: Id("account"),
    number: z.int(),
    name: z.string(),
    ownerName: z.string(),
    ownerEmail: z.string(),
    /** Terminated ones not counted. */
    services: z.int(),
    createdAt: z.date(),
    /** Whether the customer lets staff act in the account, and until when a grant lasts. */
    support: z.object({ access: z.enum(supportAccesses), until: z.date().nullable() }),
  })
  .meta({ id: "Customer" });
export type Customer = z.infer<typeof Customer>;

export const customers = query({
  name: "customer.list",
  input: z.object({ ...PageInput, search: z.string().trim().max(100).optional() }),
  allow: may("customer:read"),
  async run({ tx, ctx }, { limit, cursor, search }) {
    const pattern = search ? `%${literally(search)}%` : undefined;
    const rows = await owned(tx)
      .where(
        and(
          cursor ? lt(account.id, cursor as Id<"account">) : undefined,
          search && pattern ? or(...found(tx, search, pattern)) : undefined,
        ),
      )
      .orderBy(desc(account.id), asc(membership.id))
      .limit(limit + 1);
    const services = await servicesOf(
      tx,
      rows.map(({ id }) => id),
    );
    return page(rows, limit, (row) => shown(row, services.get(row.id) ?? 0, ctx.now()));
  },
});

/** By what customers are called: their name or number, a person of theirs or an address, a host name of theirs. */
const found = (tx: Tx, search: string, pattern: string) => [
  ilike(account.name, pattern),
  /^#?\d{1,9}$/.test(search) ? eq(account.number, Number(search.replace("#", ""))) : undefined,
  inArray(
    account.id,
    tx
      .select({ id: membership.accountId })
      .from(membership)
      .innerJoin(person, eq(person.id, membership.personId))
      .where(or(ilike(person.email, pattern), ilike(person.name, pattern))),
  ),
  inArray(
    account.id,
    tx
      .select({ id: service.accountId })
      .from(service)
      .where(or(ilike(service.name, pattern), ilike(service.name, siteNameIn(pattern)))),
  ),
];

/** Of a host name such as `shop.sites.example` the name of the site is what comes before the first dot. */
const siteNameIn = (pattern: string): string => pattern.replace(/^%([^.]+)\..*%$/, "$1");

export const customer = query({
  name: "customer.get",
  input: z.object({ accountId: Id("account") }),
  allow: may("customer:read"),
  async run({ tx, ctx }, { accountId }): Promise<Customer> {
    const [row] = await owned(tx).where(eq(account.id, accountId)).orderBy(account.id, asc(membership.id));
    if (!row) throw notFound("customer");
    return shown(row, (await servicesOf(tx, [accountId])).get(accountId) ?? 0, ctx.now());
  },
});

type Row = Awaited<ReturnType<typeof owned>>[number];

function shown({ access, until, ...row }: Row, services: number, now: Date): Customer {
  const open = access === "granted" ? supportUntil({ access, until }, now) : null;
  return { ...row, services, support: { access, until: open } };
}

/** Each account once: of several owners the one who has been it for longest stands for it. */
const owned = (tx: Tx) =>
  tx
    .selectDistinctOn([account.id], {
      id: account.id,
      number: account.number,
      name: account.name,
      ownerName: person.name,
      ownerEmail: person.email,
      createdAt: account.createdAt,
      access: account.supportAccess,
      until: account.supportAccessUntil,
    })
    .from(account)
    .innerJoin(membership, and(eq(membership.accountId, account.id), eq(membership.role, "owner")))
    .innerJoin(person, eq(person.id, membership.personId))
    .$dynamic();

async function servicesOf(tx: Tx, accounts: readonly Id<"account">[]): Promise<Map<Id<"account">, number>> {
  if (accounts.length === 0) return new Map();
  const rows = await tx
    .select({ accountId: service.accountId, services: count() })
    .from(service)
    .where(and(inArray(service.accountId, [...accounts]), ne(service.state, "terminated")))
    .groupBy(service.accountId);
  return new Map(rows.map(({ accountId, services }) => [accountId, services]));
}
