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

/** What all names together cost in each year after the first, where that is known of each, and who pays it: a card by itself, or a person. */
export const renewalLine = (names: readonly OrderableName[], byCard: boolean | undefined): Property => {
  const renewals = names.flatMap(({ renewal }) => renewal ?? []);
  const [first] = renewals;
  const isKnown = first !== undefined && renewals.length === names.length;
  const price = isKnown ? formatMoney(totalOf(renewals, first.currency)) : undefined;
  return {
    name: text.renewal,
    value: price !== undefined && byCard !== undefined ? text.renewedBy[byCard ? "card" : "person"](price) : price,
  };
};
