import { z } from "zod";
import { invalid, unserved } from "./error.ts";
import { newId } from "./ids.ts";
import { mergeMetadata } from "./metadata.ts";
import { boolean, currency, decimal, integer, metadata, text } from "./parameter.ts";
import type { Price } from "./wire.ts";
import type { Work } from "./work.ts";

export const taxBehavior = () => z.enum(["exclusive", "inclusive", "unspecified"]).optional();
const interval = () => z.enum(["day", "month", "week", "year"]);

/** An amount is a whole number of the smallest unit, or a decimal where the unit is too coarse. */
export const Amount = {
  unit_amount: integer(0).optional(),
  unit_amount_decimal: decimal().optional(),
};

export const DefaultPriceData = z.strictObject({
  ...Amount,
  currency: currency(),
  metadata: metadata().optional(),
  recurring: z.strictObject({ interval: interval(), interval_count: integer(1).optional() }).optional(),
  tax_behavior: taxBehavior(),
});

export const PriceTerms = {
  ...Amount,
  active: boolean().optional(),
  billing_scheme: z.enum(["per_unit", "tiered"]).optional(),
  currency: currency(),
  lookup_key: text(200).optional(),
  metadata: metadata().optional(),
  nickname: text().optional(),
  recurring: z
    .strictObject({
      interval: interval(),
      interval_count: integer(1).optional(),
      usage_type: z.enum(["licensed", "metered"]).optional(),
    })
    .optional(),
  tax_behavior: taxBehavior(),
  transfer_lookup_key: boolean().optional(),
};

const Terms = z.strictObject(PriceTerms);
type Terms = z.output<typeof Terms>;

export function createPrice(work: Work, product: string, details: Terms): Price {
  const { lookup_key, recurring, billing_scheme, transfer_lookup_key, unit_amount, unit_amount_decimal, ...rest } =
    details;
  if (billing_scheme === "tiered" || recurring?.usage_type === "metered") {
    throw unserved("tiered and metered prices");
  }
  const amounts = amountOf({ unit_amount, unit_amount_decimal });
  if (lookup_key) claimLookupKey(work, lookup_key, transfer_lookup_key);
  const price: Price = {
    id: newId("price"),
    object: "price",
    active: rest.active ?? true,
    billing_scheme: "per_unit",
    created: work.now,
    currency: rest.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: lookup_key ?? null,
    metadata: mergeMetadata({}, rest.metadata),
    nickname: rest.nickname ?? null,
    product,
    recurring: recurring
      ? {
          interval: recurring.interval,
          interval_count: recurring.interval_count ?? 1,
          meter: null,
          trial_period_days: null,
          usage_type: "licensed",
        }
      : null,
    tax_behavior: rest.tax_behavior ?? "unspecified",
    tiers_mode: null,
    transform_quantity: null,
    type: recurring ? "recurring" : "one_time",
    ...amounts,
  };
  work.prices.put(price);
  work.emit("price.created", price);
  return price;
}

export function amountOf(given: { unit_amount?: number | undefined; unit_amount_decimal?: string | undefined }) {
  const { unit_amount, unit_amount_decimal } = given;
  if (unit_amount !== undefined && unit_amount_decimal !== undefined) {
    const rule = "You may only specify one of these parameters: unit_amount, unit_amount_decimal.";
    throw invalid(rule, "unit_amount");
  }
  if (unit_amount !== undefined) return { unit_amount, unit_amount_decimal: String(unit_amount) };
  if (unit_amount_decimal === undefined) {
    throw invalid("Missing required param: unit_amount.", "unit_amount", "parameter_missing");
  }
  const whole = Number(unit_amount_decimal);
  return { unit_amount: Number.isInteger(whole) ? whole : null, unit_amount_decimal };
}

export function claimLookupKey(work: Work, key: string, transfer = false, except?: string) {
  const holder = work.prices.oldestFirst().find((price) => price.lookup_key === key && price.id !== except);
  if (!holder) return;
  if (!transfer) {
    const hint = "You may transfer the lookup key by setting `transfer_lookup_key` to `true`.";
    throw invalid(`A price (\`${holder.id}\`) already uses that lookup key. ${hint}`, "lookup_key");
  }
  const after = work.prices.put({ ...holder, lookup_key: null });
  work.emit("price.updated", after, { lookup_key: key });
}
