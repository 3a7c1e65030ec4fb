import { asc, desc, eq, notInArray } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../kernel/db.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { Money, money } from "../kernel/money.ts";
import { type Ctx, command, providerCommand, query } from "../kernel/operation.ts";
import { may } from "../kernel/permissions.state.ts";
import { takeTurn } from "../kernel/turn.ts";
import "./ports.ts";
import { mayRead } from "./domain.state.ts";
import { domainMargin, domainPrice } from "./price.sql.ts";
import { allOthers, type Margin, type Priced, priceOf, usualMargin } from "./price.state.ts";

type PriceRow = typeof domainPrice.$inferSelect;
type MarginRow = typeof domainMargin.$inferSelect;

const Amounts = z.object({
  register: Money.nullable(),
  renew: Money.nullable(),
  transfer: Money.nullable(),
  restore: Money.nullable(),
});

export const EndingPrice = z
  .object({ ending: z.string(), ...Amounts.shape })
  .meta({ id: "EndingPrice", description: "What a year costs; null where it is not sold." });
export const EndingPrices = z.object({ items: z.array(EndingPrice) }).meta({ id: "EndingPrices" });

/** What is put on top of what an ending costs us. */
const MarginRule = z.object({
  onSale: z.boolean(),
  percent: z.int().min(0).max(1_000),
  atLeastMinor: z.int().min(0).max(1_000_000),
  endsInMinor: z.int().min(0).max(99).nullable(),
});

export const PriceMatrix = z
  .object({
    usual: MarginRule,
    items: z.array(
      z.object({
        ending: z.string(),
        costs: Amounts,
        prices: Amounts,
        margin: MarginRule,
        /** It has a rule of its own. */
        own: z.boolean(),
        readAt: z.date(),
      }),
    ),
  })
  .meta({ id: "DomainPriceMatrix" });
export type PriceMatrix = z.infer<typeof PriceMatrix>;

const amountsOf = (row: PriceRow, what: "Cost" | "Price") => {
  const of = (name: Priced) => {
    const minor = row[`${name}${what}`];
    return minor === null ? null : money(minor, row.currency);
  };
  return { register: of("register"), renew: of("renew"), transfer: of("transfer"), restore: of("restore") };
};

/** What is sold, for customers. */
export const listEndings = query({
  name: "domain.list_endings",
  input: z.object({}),
  allow: mayRead,
  async run({ tx }) {
    const rows = await tx.select().from(domainPrice).orderBy(asc(domainPrice.ending));
    const items = rows.map((row) => ({ ending: row.ending, ...amountsOf(row, "Price") }));
    return { items: items.filter(({ register, transfer }) => register !== null || transfer !== null) };
  },
});

export const prices = query({
  name: "domain_price.list",
  input: z.object({}),
  allow: may("catalog:read"),
  run: ({ tx }) => matrix(tx),
});

async function matrix(tx: Tx): Promise<PriceMatrix> {
  const rows = await tx.select().from(domainPrice).orderBy(asc(domainPrice.ending));
  const margins = await marginsOf(tx);
  return {
    usual: margins(allOthers),
    items: rows.map((row) => ({
      ...{ ending: row.ending, costs: amountsOf(row, "Cost"), prices: amountsOf(row, "Price") },
      ...{ margin: margins(row.ending), own: margins.own(row.ending), readAt: row.readAt },
    })),
  };
}

async function marginsOf(tx: Tx) {
  const rows = new Map((await tx.select().from(domainMargin)).map((row) => [row.ending, ruleOf(row)]));
  const of = (ending: string): Margin => rows.get(ending) ?? rows.get(allOthers) ?? usualMargin;
  return Object.assign(of, { own: (ending: string) => rows.has(ending) });
}

const ruleOf = ({ onSale, percent, atLeastMinor, endsInMinor }: MarginRow): Margin => ({
  ...{ onSale, percent, atLeastMinor, endsInMinor },
});

type Costs = Pick<PriceRow, "currency" | `${Priced}Cost`>;

/** What is not on sale has no price; what is held already can be renewed and restored for ever. */
function pricesFrom(costs: Costs, margin: Margin): Pick<PriceRow, `${Priced}Price`> {
  const of = (name: Priced): number | null => {
    const cost = costs[`${name}Cost`];
    const sold = margin.onSale || name === "renew" || name === "restore";
    return cost === null || !sold ? null : priceOf(cost, margin);
  };
  return {
    ...{ registerPrice: of("register"), renewPrice: of("renew") },
    ...{ transferPrice: of("transfer"), restorePrice: of("restore") },
  };
}

/** Takes in what the registrar asks for now. What is sold follows by the rules. */
export const readPrices = providerCommand({
  name: "domain_price.read",
  input: z.object({}),
  allow: { ...may("catalog:manage"), system: true },
  intend: async () => null,
  perform: ({ registrar }) => registrar.costs(),
  async settle({ tx, ctx }, _, costs) {
    if (costs.length === 0)
      throw new DomainError("unavailable", "registry.unavailable", "The registrar has no prices.");
    await takeTurn(tx, "domains.prices");
    const margins = await marginsOf(tx);
    const before = await tx.$count(domainPrice);
    for (const { ending, ...cost } of costs) {
      const found = {
        ...{ currency: "EUR" as const, registerCost: cost.register, renewCost: cost.renew },
        ...{ transferCost: cost.transfer, restoreCost: cost.restore },
      };
      const row = { ...found, ...pricesFrom(found, margins(ending)), readAt: ctx.now() };
      await tx
        .insert(domainPrice)
        .values({ ending, ...row })
        .onConflictDoUpdate({ target: domainPrice.ending, set: row });
    }
    const kept = costs.map(({ ending }) => ending);
    await tx.delete(domainPrice).where(notInArray(domainPrice.ending, kept));
    return {
      value: await matrix(tx),
      audit: { target: "domain-prices", before: { endings: before }, after: { endings: costs.length } },
      events: [],
    };
  },
});

const Ending = z.string().regex(/^(\*|[a-z0-9-]+(\.[a-z0-9-]+)*)$/, { error: "Enter an ending such as de or co.uk." });

export const setMargin = command({
  name: "domain_price.set_margin",
  input: z.object({ ending: Ending, ...MarginRule.shape }),
  allow: may("catalog:manage"),
  async run({ tx, ctx }, { ending, ...rule }) {
    await takeTurn(tx, "domains.prices");
    await demandKnown(tx, ending);
    const before = (await marginsOf(tx))(ending);
    const row = { ...rule, changedAt: ctx.now() };
    await tx
      .insert(domainMargin)
      .values({ ending, ...row })
      .onConflictDoUpdate({ target: domainMargin.ending, set: row });
    return { value: await repriced(tx), audit: { target: "domain-prices", ...told(ending, before, rule) }, events: [] };
  },
});

/** The ending follows the rule for all others again. */
export const removeMargin = command({
  name: "domain_price.remove_margin",
  input: z.object({ ending: Ending }),
  allow: may("catalog:manage"),
  async run({ tx }, { ending }) {
    await takeTurn(tx, "domains.prices");
    const [gone] = await tx.delete(domainMargin).where(eq(domainMargin.ending, ending)).returning();
    if (!gone) throw notFound("margin");
    const value = await repriced(tx);
    return {
      value,
      audit: { target: "domain-prices", ...told(ending, gone, (await marginsOf(tx))(ending)) },
      events: [],
    };
  },
});

async function demandKnown(tx: Tx, ending: string): Promise<void> {
  if (ending === allOthers || (await tx.$count(domainPrice, eq(domainPrice.ending, ending))) > 0) return;
  throw notFound("ending");
}

async function repriced(tx: Tx): Promise<PriceMatrix> {
  const margins = await marginsOf(tx);
  for (const row of await tx.select().from(domainPrice)) {
    await tx
      .update(domainPrice)
      .set(pricesFrom(row, margins(row.ending)))
      .where(eq(domainPrice.ending, row.ending));
  }
  return matrix(tx);
}

const told = (ending: string, before: Margin, after: Margin) => {
  const shown = ({ onSale, percent }: Margin) => ({ ending, enabled: onSale, percent });
  return { before: shown(before), after: shown(after) };
};

/** What an ending is sold for, and what premium names of it are. */
export async function endingPrices(tx: Tx) {
  const rows = await tx.select().from(domainPrice);
  const margins = await marginsOf(tx);
  return {
    onSale: new Set(rows.flatMap(({ ending, registerPrice }) => (registerPrice === null ? [] : ending))),
    /** What is held already can be renewed and restored for ever. */
    known: rows.map(({ ending }) => ending),
    of(ending: string) {
      const row = rows.find((one) => one.ending === ending);
      return row && amountsOf(row, "Price");
    },
    premium: (ending: string, cost: Money): Money => money(priceOf(cost.minor, margins(ending)), cost.currency),
  };
}

/** The ending that a name is registered below, of those that there are: `co.uk` before `uk`. */
export function endingOf(name: string, endings: Iterable<string>): string | undefined {
  const found = [...endings].filter((ending) => name.endsWith(`.${ending}`));
  return found.toSorted((one, other) => other.length - one.length)[0];
}

const readAgainHours = 24;

export const pricesDue = query({
  name: "domain_price.due",
  input: z.object({}),
  allow: { system: true },
  async run({ tx, ctx }): Promise<boolean> {
    const [newest] = await tx.select().from(domainPrice).orderBy(desc(domainPrice.readAt)).limit(1);
    return newest === undefined || ctx.now().getTime() - newest.readAt.getTime() >= readAgainHours * 3_600_000;
  },
});

/** Reads the registrar's prices when those that are known are of yesterday. Returns how many endings were read. */
export async function keepPricesFresh(ctx: Ctx): Promise<number> {
  return (await pricesDue(ctx, {})) ? (await readPrices(ctx, {})).items.length : 0;
}
