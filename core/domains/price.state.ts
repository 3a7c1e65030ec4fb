import { type Money, money, multiply } from "../kernel/money.ts";

export interface Margin {
  onSale: boolean;
  /** On top of what it costs us. */
  percent: number;
  atLeastMinor: number;
  endsInMinor: number | null;
}

/** Where nobody has set another. */
export const usualMargin: Margin = { onSale: true, percent: 25, atLeastMinor: 200, endsInMinor: 99 };

/** The rule of an ending that stands for all that have none of their own. */
export const allOthers = "*";

/** What a cost is sold for. */
export function priceOf(cost: Money, { percent, atLeastMinor, endsInMinor }: Margin): Money {
  const marked = multiply(cost, [100 + percent, 100], "ceil").minor;
  const least = Math.max(marked, cost.minor + atLeastMinor);
  if (endsInMinor === null) return money(least, cost.currency);
  const sameEuro = Math.floor(least / 100) * 100 + endsInMinor;
  return money(sameEuro >= least ? sameEuro : sameEuro + 100, cost.currency);
}

export const priced = ["register", "renew", "transfer", "restore"] as const;
export type Priced = (typeof priced)[number];
