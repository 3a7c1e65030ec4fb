import { z } from "zod";
import { Money, money } from "../kernel/money.ts";
import { type Interval, limitRanges, priceMax, quotaRanges } from "./catalog.state.ts";
import type { planVersion } from "./plan.sql.ts";

export const Limits = z
  .object({
    memoryMb: z.int(),
    /** Hundredths of one processor. */
    cpuPercent: z.int(),
    processes: z.int(),
    diskMb: z.int(),
  })
  .meta({ id: "Limits" });
export type Limits = z.infer<typeof Limits>;

export const Quotas = z
  .object({
    /** In a month. */
    trafficGb: z.int(),
    sites: z.int(),
    databases: z.int(),
  })
  .meta({ id: "Quotas" });
export type Quotas = z.infer<typeof Quotas>;

/** What one version of a plan sells. */
export const Terms = z.object({
  /** A month's. */
  price: Money,
  /** A year's at once; null where that is not sold. */
  yearlyPrice: Money.nullable(),
  /** Paid once, with the order. */
  setupFee: Money,
  limits: Limits,
  quotas: Quotas,
});
export type Terms = z.infer<typeof Terms>;

const within = ({ min, max }: { min: number; max: number }) => z.int().min(min).max(max);
const amount = z.strictObject({ minor: z.int().min(0).max(priceMax), currency: z.literal("EUR") });

/** Terms as staff enter them. */
export const NewTerms = z.object({
  price: amount,
  yearlyPrice: amount.nullable().default(null),
  setupFee: amount.default({ minor: 0, currency: "EUR" }),
  limits: z.strictObject({
    memoryMb: within(limitRanges.memoryMb),
    cpuPercent: within(limitRanges.cpuPercent),
    processes: within(limitRanges.processes),
    diskMb: within(limitRanges.diskMb),
  }),
  quotas: z.strictObject({
    trafficGb: within(quotaRanges.trafficGb),
    sites: within(quotaRanges.sites),
    databases: within(quotaRanges.databases),
  }),
});
export type NewTerms = z.output<typeof NewTerms>;

type VersionRow = typeof planVersion.$inferSelect;
const columnNames = [
  ...(["priceMinor", "yearlyPriceMinor", "setupFeeMinor", "priceCurrency"] as const),
  ...(["memoryMb", "cpuPercent", "processes", "diskMb", "trafficGb", "sites", "databases"] as const),
];
export type TermsColumns = Pick<VersionRow, (typeof columnNames)[number]>;

export const columnsOf = ({ price, yearlyPrice, setupFee, limits, quotas }: NewTerms): TermsColumns => ({
  priceMinor: price.minor,
  yearlyPriceMinor: yearlyPrice?.minor ?? null,
  setupFeeMinor: setupFee.minor,
  priceCurrency: price.currency,
  ...limits,
  ...quotas,
});

export function termsOf(row: TermsColumns): Terms {
  const amountOf = (minor: number) => money(minor, row.priceCurrency);
  return {
    price: amountOf(row.priceMinor),
    yearlyPrice: row.yearlyPriceMinor === null ? null : amountOf(row.yearlyPriceMinor),
    setupFee: amountOf(row.setupFeeMinor),
    limits: { memoryMb: row.memoryMb, cpuPercent: row.cpuPercent, processes: row.processes, diskMb: row.diskMb },
    quotas: { trafficGb: row.trafficGb, sites: row.sites, databases: row.databases },
  };
}

export const areSame = (one: TermsColumns, other: TermsColumns): boolean =>
  columnNames.every((name) => one[name] === other[name]);

/** What each interval costs; undefined where it is not sold. */
export const priceOf = ({ price, yearlyPrice }: Terms, interval: Interval): Money | undefined =>
  interval === "month" ? price : (yearlyPrice ?? undefined);

/** For the audit log: each under the name of its field. */
export function recordedTerms(row: TermsColumns) {
  const { price, yearlyPrice, setupFee, limits, quotas } = termsOf(row);
  return { price, yearlyPrice, setupFee, ...limits, ...quotas };
}
