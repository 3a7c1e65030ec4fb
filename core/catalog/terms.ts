import { z } from "zod";
import { DomainError } from "../kernel/errors.ts";
import { Money, money } from "../kernel/money.ts";
import { type Interval, limitRanges, type PlanKind, priceMax, quotaRanges, rangesOf } from "./catalog.state.ts";
import type { planVersion } from "./plan.sql.ts";

const names = ["memoryMb", "cpuPercent", "processes", "diskMb", "trafficGb", "sites", "databases"] as const;

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

/** The least depends on whether it is a plan's: `demandFitting` says so. */
const upTo = ({ max }: { max: number }) => z.int().min(0).max(max);
const amount = z.strictObject({ minor: z.int().min(0).max(priceMax), currency: z.literal("EUR") });

/** Terms as staff enter them. */
export const NewTerms = z.object({
  price: amount,
  yearlyPrice: amount.nullable().default(null),
  setupFee: amount.default({ minor: 0, currency: "EUR" }),
  limits: z.strictObject({
    memoryMb: upTo(limitRanges.memoryMb),
    cpuPercent: upTo(limitRanges.cpuPercent),
    processes: upTo(limitRanges.processes),
    diskMb: upTo(limitRanges.diskMb),
  }),
  quotas: z.strictObject({
    trafficGb: upTo(quotaRanges.trafficGb),
    sites: upTo(quotaRanges.sites),
    databases: upTo(quotaRanges.databases),
  }),
});
export type NewTerms = z.output<typeof NewTerms>;

/** A plan has some of everything, an extra some of anything, and nothing is paid once for it. */
export function demandFitting(kind: PlanKind, { setupFee, limits, quotas }: NewTerms): void {
  const refused = (path: string, message: string) =>
    new DomainError("invalid", "plan.terms_unfit", message, { fields: [{ path: `terms.${path}`, message }] });
  const ranges = rangesOf(kind);
  const held = { ...limits, ...quotas };
  for (const name of names) {
    if (held[name] >= ranges[name].min) continue;
    const path = name in limits ? `limits.${name}` : `quotas.${name}`;
    throw refused(path, `Enter a whole number of at least ${ranges[name].min}.`);
  }
  if (kind === "plan") return;
  if (setupFee.minor > 0) throw refused("setupFee", "An extra has no setup fee.");
  if (names.every((name) => held[name] === 0)) throw refused("limits.memoryMb", "An extra adds to something.");
}

type VersionRow = typeof planVersion.$inferSelect;
const columnNames = [...(["priceMinor", "yearlyPriceMinor", "setupFeeMinor", "priceCurrency"] as const), ...names];
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
