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

/**
 * What a cost is sold for, both in cents: the browser shows the price while a margin is typed, and would load the schema
 * library with amounts. Percents are whole, so nothing is rounded but the quotient.
 */
export function priceOf(costMinor: number, { percent, atLeastMinor, endsInMinor }: Margin): number {
  const marked = Math.ceil((costMinor * (100 + percent)) / 100);
  const least = Math.max(marked, costMinor + atLeastMinor);
  if (endsInMinor === null) return least;
  const sameEuro = Math.floor(least / 100) * 100 + endsInMinor;
  return sameEuro >= least ? sameEuro : sameEuro + 100;
}

export const priced = ["register", "renew", "transfer", "restore"] as const;
export type Priced = (typeof priced)[number];
