import { asc, eq } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../kernel/db.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { Money, money } from "../kernel/money.ts";
import { command, query } from "../kernel/operation.ts";
import { only } from "../kernel/rows.ts";
import { plan } from "./plan.sql.ts";

export const Limits = z
  .object({
    memoryMb: z.int().min(32),
    /** Hundredths of one processor. */
    cpuPercent: z.int().min(5),
    processes: z.int().min(16),
    diskMb: z.int().min(64),
  })
  .meta({ id: "Limits" });
export type Limits = z.infer<typeof Limits>;

export const Plan = z
  .object({
    id: Id("plan"),
    name: z.string(),
    summary: z.string(),
    kind: z.literal("static"),
    price: Money,
    interval: z.literal("month"),
    limits: Limits,
  })
  .meta({ id: "Plan" });
export type Plan = z.infer<typeof Plan>;

export const list = query({
  name: "plan.list",
  input: z.object({}),
  allow: { anyone: true },
  run: async ({ tx }) =>
    (await tx.select().from(plan).where(eq(plan.onSale, true)).orderBy(asc(plan.position))).map(toPlan),
});

/** Puts a plan on sale; the slug says which one, so that repeating it changes nothing. */
export const define = command({
  name: "plan.define",
  input: z.object({
    slug: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/),
    kind: z.literal("static"),
    name: z.string().min(1).max(40),
    summary: z.string().max(200),
    price: z.object({ minor: z.int().min(0), currency: z.literal("EUR") }),
    limits: Limits,
    position: z.int(),
  }),
  allow: { system: true },
  async run({ tx, ctx }, { price, limits, ...rest }) {
    const values = { ...rest, ...limits, priceMinor: price.minor, priceCurrency: price.currency, onSale: true };
    const row = only(
      await tx
        .insert(plan)
        .values({ id: newId("plan"), ...values, createdAt: ctx.now() })
        .onConflictDoUpdate({ target: plan.slug, set: values })
        .returning(),
    );
    return { value: toPlan(row), audit: { target: row.id, after: row }, events: [] };
  },
});

/** The plan as it is sold now, for the transaction of an order. */
export async function onSale(tx: Tx, id: Id<"plan">): Promise<Plan> {
  const [row] = await tx.select().from(plan).where(eq(plan.id, id));
  if (!row) throw notFound("plan");
  if (!row.onSale) throw new DomainError("conflict", "plan.not_on_sale", "This plan is no longer on sale.");
  return toPlan(row);
}

/** A plan whether it is still on sale or not. */
export async function get(tx: Tx, id: Id<"plan">): Promise<Plan> {
  const [row] = await tx.select().from(plan).where(eq(plan.id, id));
  if (!row) throw notFound("plan");
  return toPlan(row);
}

const toPlan = (row: typeof plan.$inferSelect): Plan => ({
  id: row.id,
  name: row.name,
  summary: row.summary,
  kind: row.kind,
  price: money(row.priceMinor, row.priceCurrency),
  interval: "month",
  limits: { memoryMb: row.memoryMb, cpuPercent: row.cpuPercent, processes: row.processes, diskMb: row.diskMb },
});
