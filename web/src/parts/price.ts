import type { Interval } from "#core/catalog/catalog.state.ts";
import { formatMoney, type Money } from "#web/lib/money.ts";
import { text } from "./price.text.ts";

/** "€2.90 a month". */
export const formatPrice = (price: Money, interval: Interval): string => text.of[interval](formatMoney(price));
