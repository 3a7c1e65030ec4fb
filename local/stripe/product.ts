import { z } from "zod";
import { given, previousAttributes } from "./change.ts";
import { invalid, missing } from "./error.ts";
import { newId } from "./ids.ts";
import { page, within } from "./list.ts";
import { mergeMetadata } from "./metadata.ts";
import { operation } from "./operation.ts";
import {
  boolean,
  createdRange,
  listParams,
  metadata,
  params,
  text,
  unsettable,
  unsettableText,
  url,
} from "./parameter.ts";
import { createPrice, DefaultPriceData } from "./price-terms.ts";
import type { Product } from "./wire.ts";
import type { Work } from "./work.ts";

const Shared = {
  active: boolean().optional(),
  statement_descriptor: text(22).optional(),
};

const Create = params({
  ...Shared,
  id: text().optional(),
  name: text(),
  default_price_data: DefaultPriceData.optional(),
  description: text(40_000).optional(),
  images: z.array(url()).max(8).optional(),
  metadata: metadata().optional(),
  shippable: boolean().optional(),
  type: z.enum(["good", "service"]).optional(),
  unit_label: text(12).optional(),
  url: url().optional(),
});

const Update = params({
  ...Shared,
  name: text().optional(),
  default_price: text().optional(),
  description: unsettableText(40_000).optional(),
  images: unsettable(z.array(url()).max(8)).optional(),
  metadata: unsettable(metadata()).optional(),
  shippable: boolean().optional(),
  unit_label: unsettableText(12).optional(),
  url: unsettable(url()).optional(),
});

const List = listParams({
  active: boolean().optional(),
  created: createdRange().optional(),
  ids: z.array(text()).optional(),
  shippable: boolean().optional(),
  type: z.enum(["good", "service"]).optional(),
  url: text().optional(),
});

export type NewProduct = Omit<z.output<typeof Create>, "expand" | "default_price_data">;

export function createProduct(work: Work, { id = newId("prod"), metadata: labels, ...details }: NewProduct): Product {
  if (work.products.get(id)) {
    throw invalid(`Product already exists.`, undefined, "resource_already_exists");
  }
  const product: Product = {
    id,
    object: "product",
    active: true,
    created: work.now,
    default_price: null,
    description: null,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: mergeMetadata({}, labels),
    name: details.name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: "service",
    unit_label: null,
    updated: work.now,
    url: null,
    ...given(details),
  };
  work.products.put(product);
  work.emit("product.created", product);
  return product;
}

export function liveProduct(work: Work, id: string, param: string, status: 400 | 404 = 400): Product {
  const product = work.products.get(id);
  if (!product || product.deleted) throw missing("product", id, param, status);
  return product;
}

function update(work: Work, before: Product, changes: Partial<Product>): Product {
  const after = { ...before, ...changes };
  const previous = previousAttributes(before, after);
  if (Object.keys(previous).length === 0) return before;
  const stamped = work.products.put({ ...after, updated: work.now });
  work.emit("product.updated", stamped, { ...previous, updated: before.updated });
  return stamped;
}

export const productOperations = [
  operation("POST /v1/products", Create, (work, { expand: _, default_price_data, ...details }) => {
    const product = createProduct(work, details);
    if (!default_price_data) return product;
    const price = createPrice(work, product.id, default_price_data);
    return update(work, product, { default_price: price.id });
  }),

  operation("GET /v1/products/{id}", params({}), (work, _, path) => liveProduct(work, path.id, "id", 404)),

  operation("POST /v1/products/{id}", Update, (work, { expand: _, metadata: labels, images, ...details }, path) => {
    const before = liveProduct(work, path.id, "id", 404);
    const price = details.default_price === undefined ? undefined : work.prices.get(details.default_price);
    if (details.default_price !== undefined && price?.product !== before.id) {
      throw missing("price", details.default_price, "default_price");
    }
    const changes = given({ ...details, images: images === null ? [] : images });
    return update(work, before, { ...changes, metadata: mergeMetadata(before.metadata, labels) });
  }),

  operation("DELETE /v1/products/{id}", z.strictObject({}), (work, _, path) => {
    const before = liveProduct(work, path.id, "id", 404);
    if (work.prices.oldestFirst().some((price) => price.product === before.id)) {
      throw invalid("This product cannot be deleted because it has one or more user-created prices.");
    }
    work.emit("product.deleted", before);
    return work.products.put({ id: before.id, object: "product", deleted: true });
  }),

  operation("GET /v1/products", List, (work, { active, created, ids, shippable, type, url: site, ...cursor }) => {
    const rows = work.products
      .newestFirst()
      .filter((row): row is Product => !row.deleted)
      .filter((row) => within(row.created, created) && (!ids || ids.includes(row.id)))
      .filter((row) => (active ?? row.active) === row.active && (type ?? row.type) === row.type)
      .filter((row) => (shippable ?? row.shippable) === row.shippable && (site ?? row.url) === row.url);
    return page("product", "/v1/products", rows, cursor);
  }),
];
