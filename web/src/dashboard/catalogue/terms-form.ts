import { type PlanKind, priceMax, rangesOf } from "#core/catalog/catalog.state.ts";
import type { PlanVersion, Terms } from "#web/data/catalogue.ts";
import { formatMoney } from "#web/lib/money.ts";
import { formatNumber } from "#web/lib/size.ts";
import { parseMoney, typedMoney } from "#web/lib/typed-money.ts";
import type { PlanShown } from "#web/parts/plan-face.tsx";
import { text } from "./plan.text.ts";

export const amounts = ["price", "yearly", "setup"] as const;
export const limits = ["memoryMb", "cpuPercent", "processes", "diskMb"] as const;
export const quotas = ["trafficGb", "sites", "databases"] as const;
export const termFields = [...amounts, ...limits, ...quotas] as const;
export type TermField = (typeof termFields)[number];
/** As they are typed. */
export type Typed = Record<TermField, string>;

/** Where a new one starts. */
export const blankTerms: Readonly<Record<PlanKind, Typed>> = {
  plan: {
    ...{ price: "", yearly: "", setup: "0.00" },
    ...{ memoryMb: "128", cpuPercent: "25", processes: "64", diskMb: "1024" },
    ...{ trafficGb: "50", sites: "1", databases: "0" },
  },
  extra: {
    ...{ price: "", yearly: "", setup: "0.00" },
    ...{ memoryMb: "0", cpuPercent: "0", processes: "0", diskMb: "0" },
    ...{ trafficGb: "0", sites: "0", databases: "0" },
  },
};

/** Nothing is paid once for an extra. */
export const fieldsOf = (kind: PlanKind): readonly TermField[] =>
  termFields.filter((name) => kind === "plan" || name !== "setup");

export const typedOf = ({ price, yearlyPrice, setupFee, limits: held, quotas: counted }: PlanVersion): Typed => ({
  price: typedMoney(price.minor),
  yearly: yearlyPrice ? typedMoney(yearlyPrice.minor) : "",
  setup: typedMoney(setupFee.minor),
  memoryMb: String(held.memoryMb),
  cpuPercent: String(held.cpuPercent),
  processes: String(held.processes),
  diskMb: String(held.diskMb),
  trafficGb: String(counted.trafficGb),
  sites: String(counted.sites),
  databases: String(counted.databases),
});

/** What is wrong with what was typed, by its field. */
export function termProblems(kind: PlanKind, typed: Typed): Partial<Record<TermField, string>> {
  const found: Partial<Record<TermField, string>> = {};
  const ranges = rangesOf(kind);
  for (const name of amounts) {
    if (name === "yearly" && typed.yearly.trim() === "") continue;
    const minor = parseMoney(typed[name]);
    if (minor === undefined || minor > priceMax)
      found[name] = text.amountWrong(formatMoney({ minor: priceMax, currency: "EUR" }));
  }
  for (const name of [...limits, ...quotas]) {
    const { min, max } = ranges[name];
    const value = Number(typed[name].trim() || Number.NaN);
    if (!Number.isInteger(value) || value < min || value > max) {
      found[name] = text.numberWrong(formatNumber(min), formatNumber(max));
    }
  }
  if (kind === "extra" && [...limits, ...quotas].every((name) => Number(typed[name]) === 0)) {
    found.memoryMb = text.addsNothing;
  }
  return found;
}

const euros = (typed: string) => ({ minor: parseMoney(typed) ?? 0, currency: "EUR" as const });

export const termsOf = (typed: Typed): Terms => ({
  price: euros(typed.price),
  yearlyPrice: typed.yearly.trim() === "" ? null : euros(typed.yearly),
  setupFee: euros(typed.setup),
  limits: {
    memoryMb: Number(typed.memoryMb),
    cpuPercent: Number(typed.cpuPercent),
    processes: Number(typed.processes),
    diskMb: Number(typed.diskMb),
  },
  quotas: {
    trafficGb: Number(typed.trafficGb),
    sites: Number(typed.sites),
    databases: Number(typed.databases),
  },
});

/** For the card as customers see it: what cannot be read yet counts as nothing. */
export function shownOf(plan: { name: string; summary: string }, typed: Typed): PlanShown {
  const terms = termsOf(typed);
  const known = (value: number) => (Number.isFinite(value) ? value : 0);
  const each = <Names extends string>(values: Record<Names, number>) =>
    Object.fromEntries(Object.entries<number>(values).map(([name, value]) => [name, known(value)])) as Record<
      Names,
      number
    >;
  return {
    ...{ name: plan.name, summary: plan.summary, price: terms.price },
    yearlyPrice: terms.yearlyPrice ?? null,
    setupFee: terms.setupFee ?? euros("0"),
    limits: each(terms.limits),
    quotas: each(terms.quotas),
  };
}

/** What differs from `before`, in the words of the form. */
export function termChanges(before: PlanVersion, typed: Typed) {
  const was = typedOf(before);
  const words = (name: TermField, value: string) => {
    if (value.trim() === "") return null;
    const minor = amounts.some((amount) => amount === name) ? parseMoney(value) : undefined;
    return minor === undefined ? value.trim() : formatMoney({ minor, currency: "EUR" });
  };
  return termFields.flatMap((name) => {
    const change = { name: text[name], before: words(name, was[name]), after: words(name, typed[name]) };
    return change.before === change.after ? [] : [change];
  });
}
