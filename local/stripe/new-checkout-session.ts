import { z } from "zod";
import { liveCustomer } from "./customer.ts";
import { invalid, unserved } from "./error.ts";
import { newId } from "./ids.ts";
import { createLineItem, LineItemParams } from "./line-item.ts";
import { locales } from "./locale.ts";
import { mergeMetadata } from "./metadata.ts";
import { checkMinimum } from "./minimum-amount.ts";
import { boolean, currency, email, metadata, params, text, timestamp, unsettable, url } from "./parameter.ts";
import type { CheckoutSession } from "./wire.ts";
import type { Work } from "./work.ts";

const Message = unsettable(z.strictObject({ message: text(1200) })).optional();
const autoOrNever = () => z.enum(["auto", "never"]).optional();

export const NewSession = params({
  automatic_tax: z.strictObject({ enabled: boolean() }).optional(),
  billing_address_collection: z.enum(["auto", "required"]).optional(),
  cancel_url: url().optional(),
  client_reference_id: text(200).optional(),
  currency: currency().optional(),
  custom_text: z.strictObject({ after_submit: Message, submit: Message }).optional(),
  customer: text().optional(),
  customer_creation: z.enum(["always", "if_required"]).optional(),
  customer_email: email().optional(),
  customer_update: z.strictObject({ address: autoOrNever(), name: autoOrNever(), shipping: autoOrNever() }).optional(),
  expires_at: timestamp().optional(),
  invoice_creation: z.strictObject({ enabled: boolean() }).optional(),
  line_items: z.array(LineItemParams).min(1).max(100).optional(),
  locale: z.enum(locales).optional(),
  metadata: metadata().optional(),
  mode: z.enum(["payment", "setup", "subscription"]).optional(),
  payment_intent_data: z
    .strictObject({
      description: text(1000).optional(),
      metadata: metadata().optional(),
      receipt_email: email().optional(),
      setup_future_usage: z.enum(["off_session", "on_session"]).optional(),
      statement_descriptor: text(22).optional(),
      statement_descriptor_suffix: text(22).optional(),
      transfer_group: text().optional(),
    })
    .optional(),
  submit_type: z.enum(["auto", "book", "donate", "pay", "subscribe"]).optional(),
  success_url: url().optional(),
  ui_mode: z.enum(["elements", "embedded_page", "form", "hosted_page"]).optional(),
});
type NewSession = z.output<typeof NewSession>;

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

function refuseWhatIsNotServed(given: NewSession) {
  if (given.mode !== "payment") throw unserved(`mode=${given.mode ?? "setup"}`, "mode");
  if (given.ui_mode && given.ui_mode !== "hosted_page") throw unserved(`ui_mode=${given.ui_mode}`, "ui_mode");
  if (given.automatic_tax?.enabled) throw unserved("automatic tax", "automatic_tax[enabled]");
  if (given.invoice_creation?.enabled) throw unserved("invoices", "invoice_creation[enabled]");
}

function expiry(now: number, wanted = now + DAY): number {
  const rule = "The `expires_at` timestamp must be";
  if (wanted < now + 30 * MINUTE)
    throw invalid(`${rule} at least 30 minutes from Checkout Session creation.`, "expires_at");
  if (wanted > now + DAY) throw invalid(`${rule} less than 24 hours from Checkout Session creation.`, "expires_at");
  return wanted;
}

export function createSession(work: Work, given: NewSession): CheckoutSession {
  if (!given.success_url) {
    throw invalid("Missing required param: success_url.", "success_url", "parameter_missing");
  }
  if (!given.line_items) throw invalid("Missing required param: line_items.", "line_items", "parameter_missing");
  refuseWhatIsNotServed(given);
  if (given.customer && given.customer_email) {
    throw invalid("You may only specify one of these parameters: customer, customer_email.", "customer");
  }
  if (given.customer && given.customer_creation) {
    throw invalid("`customer_creation` can only be used when `customer` is not provided.", "customer_creation");
  }
  if (given.customer_update && !given.customer) {
    throw invalid("`customer_update` can only be used with `customer`.", "customer_update");
  }
  const customer = given.customer ? liveCustomer(work, given.customer, "customer") : undefined;
  const lineItems = given.line_items.map((item, index) => createLineItem(work, item, `line_items[${index}]`));
  const money = given.currency ?? lineItems[0]?.currency ?? "";
  if (lineItems.some((item) => item.currency !== money)) {
    throw invalid("All prices on a Checkout Session must have the same currency.", "line_items");
  }
  const total = lineItems.reduce((sum, item) => sum + item.amount_total, 0);
  checkMinimum(total, money, "line_items");
  const id = newId("cs_test");
  const session: CheckoutSession = {
    id,
    object: "checkout.session",
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: null,
    amount_subtotal: total,
    amount_total: total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: given.billing_address_collection ?? null,
    cancel_url: given.cancel_url ?? null,
    client_reference_id: given.client_reference_id ?? null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: work.now,
    currency: money,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: given.custom_text?.after_submit ?? null,
      shipping_address: null,
      submit: given.custom_text?.submit ?? null,
      terms_of_service_acceptance: null,
    },
    customer: customer?.id ?? null,
    customer_account: null,
    customer_creation: customer ? null : (given.customer_creation ?? "if_required"),
    customer_details: customer ? knownDetails(customer.email, customer.name ?? null) : null,
    customer_email: given.customer_email ?? null,
    discounts: [],
    expires_at: expiry(work.now, given.expires_at),
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: given.locale ?? null,
    managed_payments: null,
    metadata: mergeMetadata({}, given.metadata),
    mode: "payment",
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: "if_required",
    payment_method_configuration_details: null,
    payment_method_options: { card: { request_three_d_secure: "automatic" } },
    payment_method_types: ["card"],
    payment_status: "unpaid",
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: "open",
    submit_type: given.submit_type ?? null,
    subscription: null,
    success_url: given.success_url,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: "hosted_page",
    url: pageOf(work, id),
    wallet_options: null,
  };
  work.checkoutSessions.put(session);
  work.checkoutContents.put({ id, lineItems, intent: given.payment_intent_data ?? {} });
  work.later({ at: session.expires_at * 1000, kind: "expire_checkout_session", subject: id });
  return session;
}

export const knownDetails = (
  address: string | null,
  name: string | null,
): NonNullable<CheckoutSession["customer_details"]> => ({
  address: null,
  business_name: null,
  email: address,
  individual_name: null,
  name,
  phone: null,
  tax_exempt: "none",
  tax_ids: [],
});

export const pageOf = (work: Work, id: string): string => `${work.origin}/c/pay/${id}`;
