import { locale } from "./dictionary.ts";

export type Money = { minor: number; currency: string };

const formats = new Map<string, Intl.NumberFormat>();

/** "€14.00": the only place where an amount becomes text. */
export function formatMoney(money: Money): string {
  let format = formats.get(money.currency);
  if (!format) {
    format = new Intl.NumberFormat(locale, { style: "currency", currency: money.currency });
    formats.set(money.currency, format);
  }
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(money.minor / 10 ** digits);
}
