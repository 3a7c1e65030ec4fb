import { formatMoney, type Money } from "#web/lib/money.ts";
import type { Property } from "#web/ui/properties.tsx";
import type { OrderableName } from "./names.ts";
import { text } from "./ordered-names.text.ts";

/** All of them together. What has no price adds nothing. */
export const totalOf = (prices: readonly (Money | null)[], currency: string): Money => ({
  minor: prices.reduce((all, price) => all + (price?.minor ?? 0), 0),
  currency,
});

/** What a name costs today, as a line of a summary. */
export const nameLine = ({ shown, price }: OrderableName): Property => ({
  name: text.domain(shown),
  value: formatMoney(price),
});

/** What all names together cost in each year after the first, where that is known of each. */
export const renewalLine = (names: readonly OrderableName[]): Property => {
  const renewals = names.flatMap(({ renewal }) => renewal ?? []);
  const [first] = renewals;
  return {
    name: text.renewal,
    value: first && renewals.length === names.length ? formatMoney(totalOf(renewals, first.currency)) : undefined,
  };
};

/** Who pays that: a card by itself, or a person. Nothing is said where neither is known. */
export const renewalsPaid = (byCard: boolean | undefined): string | undefined =>
  byCard === undefined ? undefined : text.paidBy[byCard ? "card" : "person"];
