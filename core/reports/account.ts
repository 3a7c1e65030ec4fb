import { asc, eq } from "drizzle-orm";
import { z } from "zod";
import { accountOf, may, permits } from "../kernel/actor.ts";
import { notFound } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { Money, money, multiply, sum } from "../kernel/money.ts";
import { query } from "../kernel/operation.ts";
import { service } from "../services/service.sql.ts";
import { serviceStates } from "../services/service.state.ts";

/** What is not counted among what an account has. */
const gone = ["terminated", "failed"] as const;

export const AccountGlance = z
  .object({
    /** What all of the account's websites may use together, as they were sold. */
    sold: z.object({ services: z.int(), memoryMb: z.int(), diskMb: z.int(), processes: z.int() }),
    /** For those who may see what is paid. */
    billing: z
      .object({
        /** Of all websites that go on, for one month. */
        monthly: Money,
        /** When the first of them has to be paid for again. */
        nextDueAt: z.date().nullable(),
      })
      .nullable(),
    /** Every website there ever was, the first one first. */
    history: z.array(
      z.object({
        id: Id("service"),
        name: z.string(),
        host: z.string(),
        planName: z.string(),
        state: z.enum(serviceStates),
        createdAt: z.date(),
        activeAt: z.date().nullable(),
        terminatedAt: z.date().nullable(),
        /** Null where it is over, and for those who may not see what is paid. */
        paidUntil: z.date().nullable(),
        price: Money.nullable(),
      }),
    ),
  })
  .meta({ id: "AccountGlance" });
export type AccountGlance = z.infer<typeof AccountGlance>;

/** What an account has, as far as whoever asks may see it. */
export const glance = query({
  name: "account.glance",
  input: z.object({}),
  allow: may("service:read"),
  async run({ tx, ctx }): Promise<AccountGlance> {
    const accountId = accountOf(ctx.actor);
    if (accountId === undefined) throw notFound("account");
    const rows = await tx
      .select()
      .from(service)
      .where(eq(service.accountId, accountId))
      .orderBy(asc(service.id))
      .limit(500);
    const going = rows.filter(({ state }) => !gone.some((over) => over === state));
    const pays = permits(ctx.actor, may("billing:read"));
    const isGoing = (row: (typeof rows)[number]) => going.includes(row);
    const all = (field: "memoryMb" | "diskMb" | "processes") => going.reduce((total, row) => total + row[field], 0);
    const renewing = going.filter(({ state }) => state !== "terminating");
    const due = renewing.map(({ paidUntil }) => paidUntil.getTime());
    return {
      sold: {
        services: going.length,
        memoryMb: all("memoryMb"),
        diskMb: all("diskMb"),
        processes: all("processes"),
      },
      billing: pays
        ? {
            monthly: sum(renewing.map(monthly)),
            nextDueAt: due.length === 0 ? null : new Date(Math.min(...due)),
          }
        : null,
      history: rows.map((row) => ({
        id: row.id,
        name: row.name,
        host: ctx.ports.addresses.ofSite(row.name).host,
        planName: row.planName,
        state: row.state,
        createdAt: row.createdAt,
        activeAt: row.activeAt,
        terminatedAt: row.terminatedAt,
        paidUntil: pays && isGoing(row) ? row.paidUntil : null,
        price: pays && isGoing(row) ? monthly(row) : null,
      })),
    };
  },
});

/** What a service costs a month; of a year's price that is a twelfth. */
const monthly = ({ interval, priceMinor, priceCurrency }: typeof service.$inferSelect): Money =>
  multiply(money(priceMinor, priceCurrency), [1, interval === "year" ? 12 : 1], "halfExpand");
