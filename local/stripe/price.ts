import { z } from "zod";
import { given, previousAttributes } from "./change.ts";
import { invalid, missing } from "./error.ts";
import { page, within } from "./list.ts";
import { mergeMetadata } from "./metadata.ts";
import { operation } from "./operation.ts";
import {
  boolean,
  createdRange,
  currency,
  listParams,
  metadata,
  params,
  text,
  unsettable,
  unsettableText,
} from "./parameter.ts";
import { claimLookupKey, createPrice, PriceTerms, taxBehavior } from "./price-terms.ts";
import { createProduct, liveProduct } from "./product.ts";

const Create = params({
  ...PriceTerms,
  product: text().optional(),
  product_data: z
    .strictObject({
      active: boolean().optional(),
      id: text().optional(),
      metadata: metadata().optional(),
      name: text(),
      statement_descriptor: text(22).optional(),
      unit_label: text(12).optional(),
    })
    .optional(),
});

const Update = params({
  active: boolean().optional(),
  lookup_key: unsettableText(200).optional(),
  metadata: unsettable(metadata()).optional(),
  nickname: unsettableText().optional(),
  tax_behavior: taxBehavior(),
  transfer_lookup_key: boolean().optional(),
});

const List = listParams({
  active: boolean().optional(),
  created: createdRange().optional(),
  currency: currency().optional(),
  lookup_keys: z.array(text()).max(10).optional(),
  product: text().optional(),
  type: z.enum(["one_time", "recurring"]).optional(),
});

export const priceOperations = [
  operation("POST /v1/prices", Create, (work, { expand: _, product, product_data, ...details }) => {
    if (product !== undefined && product_data !== undefined) {
      throw invalid("You may only specify one of these parameters: product, product_data.", "product");
    }
    if (product !== undefined) return createPrice(work, liveProduct(work, product, "product").id, details);
    if (!product_data) {
      const rule = "You must specify either `product` or `product_data` when creating a price.";
      throw invalid(rule, "product", "parameter_missing");
    }
    return createPrice(work, createProduct(work, product_data).id, details);
  }),

  operation("GET /v1/prices/{price}", params({}), (work, _, path) => {
    const price = work.prices.get(path.price);
    if (!price) throw missing("price", path.price, "price", 404);
    return price;
  }),

  operation(
    "POST /v1/prices/{price}",
    Update,
    (work, { expand: _, metadata: labels, transfer_lookup_key, ...details }, path) => {
      const before = work.prices.get(path.price);
      if (!before) throw missing("price", path.price, "price", 404);
      if (details.lookup_key) claimLookupKey(work, details.lookup_key, transfer_lookup_key, before.id);
      const after = { ...before, ...given(details), metadata: mergeMetadata(before.metadata, labels) };
      const previous = previousAttributes(before, after);
      if (Object.keys(previous).length === 0) return before;
      work.prices.put(after);
      work.emit("price.updated", after, previous);
      return after;
    },
  ),

  operation(
    "GET /v1/prices",
    List,
    (work, { active, created, currency: unit, lookup_keys, product, type, ...cursor }) => {
      const rows = work.prices
        .newestFirst()
        .filter((row) => within(row.created, created) && (active ?? row.active) === row.active)
        .filter((row) => (unit ?? row.currency) === row.currency && (type ?? row.type) === row.type)
        .filter((row) => (product ?? row.product) === row.product)
        .filter((row) => !lookup_keys || (row.lookup_key !== null && lookup_keys.includes(row.lookup_key)));
      return page("price", "/v1/prices", rows, cursor);
    },
  ),
];
