import { z } from "zod";
import { given, previousAttributes } from "./change.ts";
import { missing } from "./error.ts";
import { newId, randomText } from "./ids.ts";
import { page, within } from "./list.ts";
import { mergeMetadata } from "./metadata.ts";
import { operation } from "./operation.ts";
import {
  address,
  createdRange,
  email,
  listParams,
  metadata,
  params,
  text,
  unsettable,
  unsettableText,
} from "./parameter.ts";
import type { Customer } from "./wire.ts";
import type { Work } from "./work.ts";

const Shipping = z.strictObject({ address: address(), name: text(), phone: unsettableText(20).optional() });

const Shape = {
  address: unsettable(address()).optional(),
  description: unsettableText(350).optional(),
  email: unsettable(email()).optional(),
  metadata: unsettable(metadata()).optional(),
  name: unsettableText(256).optional(),
  phone: unsettableText(20).optional(),
  preferred_locales: z.array(text()).optional(),
  shipping: unsettable(Shipping).optional(),
  tax_exempt: z.enum(["", "exempt", "none", "reverse"]).optional(),
};

const Create = params(Shape);
const Update = params(Shape);
const List = listParams({ created: createdRange().optional(), email: text(512).optional() });

type Changes = Omit<z.output<typeof Update>, "expand" | "metadata">;

function changed({ address: at, shipping, tax_exempt, ...rest }: Changes): Partial<Customer> {
  return given({
    ...rest,
    address: at && complete(at),
    shipping: shipping && { ...shipping, phone: shipping.phone ?? null, address: complete(shipping.address) },
    tax_exempt: tax_exempt === "" ? ("none" as const) : tax_exempt,
  });
}

type Partly = { [K in "city" | "country" | "line1" | "line2" | "postal_code" | "state"]?: string | undefined };

function complete({ city = "", country = "", line1 = "", line2 = "", postal_code = "", state = "" }: Partly) {
  return {
    city: city || null,
    country: country || null,
    line1: line1 || null,
    line2: line2 || null,
    postal_code: postal_code || null,
    state: state || null,
  };
}

export function createCustomer(
  work: Work,
  { metadata: labels, ...details }: Omit<z.output<typeof Create>, "expand">,
): Customer {
  const customer: Customer = {
    id: newId("cus"),
    object: "customer",
    address: null,
    balance: 0,
    created: work.now,
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: randomText(8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: mergeMetadata({}, labels),
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    test_clock: null,
    ...changed(details),
  };
  work.customers.put(customer);
  work.emit("customer.created", customer);
  return customer;
}

/** A customer that can still be used; deleted ones are as good as absent. */
export function liveCustomer(work: Work, id: string, param: string, status: 400 | 404 = 400): Customer {
  const customer = work.customers.get(id);
  if (!customer || customer.deleted) throw missing("customer", id, param, status);
  return customer;
}

export const customerOperations = [
  operation("POST /v1/customers", Create, (work, { expand: _, ...details }) => createCustomer(work, details)),

  operation("GET /v1/customers/{customer}", params({}), (work, _, path) => {
    const customer = work.customers.get(path.customer);
    if (!customer) throw missing("customer", path.customer, "id", 404);
    return customer;
  }),

  operation("POST /v1/customers/{customer}", Update, (work, { expand: _, metadata: labels, ...details }, path) => {
    const before = liveCustomer(work, path.customer, "id", 404);
    const after = { ...before, ...changed(details), metadata: mergeMetadata(before.metadata, labels) };
    const previous = previousAttributes(before, after);
    if (Object.keys(previous).length === 0) return before;
    work.customers.put(after);
    work.emit("customer.updated", after, previous);
    return after;
  }),

  operation("DELETE /v1/customers/{customer}", z.strictObject({}), (work, _, path) => {
    const before = liveCustomer(work, path.customer, "id", 404);
    work.emit("customer.deleted", before);
    return work.customers.put({ id: before.id, object: "customer", deleted: true });
  }),

  operation("GET /v1/customers", List, (work, { created, email: wanted, ...cursor }) => {
    const rows = work.customers
      .newestFirst()
      .filter((row): row is Customer => !row.deleted)
      .filter((row) => within(row.created, created) && (!wanted || row.email === wanted));
    return page("customer", "/v1/customers", rows, cursor);
  }),
];
