import { z } from "zod";
import { invalid, missing } from "./error.ts";
import { newId } from "./ids.ts";
import { currency, integer, metadata, text, url } from "./parameter.ts";
import { Amount, createPrice, taxBehavior } from "./price-terms.ts";
import { createProduct, liveProduct } from "./product.ts";
import type { LineItem, Price } from "./wire.ts";
import type { Work } from "./work.ts";

const PriceData = z.strictObject({
  ...Amount,
  currency: currency(),
  product: text().optional(),
  product_data: z
    .strictObject({
      description: text(40_000).optional(),
      images: z.array(url()).max(8).optional(),
      metadata: metadata().optional(),
      name: text(),
    })
    .optional(),
  tax_behavior: taxBehavior(),
});

export const LineItemParams = z.strictObject({
  price: text().optional(),
  price_data: PriceData.optional(),
  quantity: integer(1).optional(),
});
type LineItemParams = z.output<typeof LineItemParams>;

export function createLineItem(work: Work, params: LineItemParams, at: string): LineItem {
  if (params.quantity === undefined) {
    throw invalid("Quantity is required. Add `quantity` to each line item.", `${at}[quantity]`, "parameter_missing");
  }
  const price = priceOf(work, params, at);
  const amount = Math.round(Number(price.unit_amount_decimal) * params.quantity);
  const product = work.products.get(price.product);
  return {
    id: newId("li"),
    object: "item",
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: price.currency,
    description: product && !product.deleted ? product.name : null,
    metadata: {},
    price,
    quantity: params.quantity,
  };
}

function priceOf(work: Work, { price: id, price_data }: LineItemParams, at: string): Price {
  if (id !== undefined && price_data !== undefined) {
    throw invalid("You may only specify one of these parameters: price, price_data.", `${at}[price]`);
  }
  if (id !== undefined) return existingPrice(work, id, at);
  if (!price_data) {
    throw invalid("You must provide one of `price` or `price_data` for each line item.", at, "parameter_missing");
  }
  const { product, product_data, ...terms } = price_data;
  if ((product === undefined) === (product_data === undefined)) {
    const rule = "You must specify either `product` or `product_data` when creating a price.";
    throw invalid(rule, `${at}[price_data]`, "parameter_missing");
  }
  const owner = product_data
    ? createProduct(work, { ...product_data, active: false }).id
    : liveProduct(work, product ?? "", `${at}[price_data][product]`).id;
  return createPrice(work, owner, { ...terms, active: false });
}

function existingPrice(work: Work, id: string, at: string): Price {
  const price = work.prices.get(id);
  if (!price) throw missing("price", id, `${at}[price]`);
  if (!price.active) {
    throw invalid("The price specified is inactive. This field only accepts active prices.", `${at}[price]`);
  }
  if (price.recurring) {
    const advice = "Either switch to `subscription` mode or use only one-time prices.";
    throw invalid(`You specified \`payment\` mode but passed a recurring price. ${advice}`, `${at}[price]`);
  }
  return price;
}
