import { z } from "zod";
import { given, previousAttributes } from "./change.ts";
import { liveCustomer } from "./customer.ts";
import { ApiError, invalid, missing, unserved } from "./error.ts";
import { newId, randomText } from "./ids.ts";
import { page, within } from "./list.ts";
import { type Metadata, mergeMetadata } from "./metadata.ts";
import { checkMinimum } from "./minimum-amount.ts";
import { operation } from "./operation.ts";
import {
  boolean,
  createdRange,
  currency,
  email,
  integer,
  listParams,
  metadata,
  params,
  text,
  unsettable,
  url,
} from "./parameter.ts";
import { attemptPayment } from "./payment.ts";
import { usePaymentMethod } from "./payment-method.ts";
import type { PaymentIntent } from "./wire.ts";
import type { Work } from "./work.ts";

const futureUsage = () => z.enum(["off_session", "on_session"]);
const captureMethod = () => z.enum(["automatic", "automatic_async", "manual"]).optional();

const Create = params({
  amount: integer(1),
  currency: currency(),
  automatic_payment_methods: z
    .strictObject({ enabled: boolean(), allow_redirects: z.enum(["always", "never"]).optional() })
    .optional(),
  capture_method: captureMethod(),
  confirm: boolean().optional(),
  customer: text().optional(),
  description: text(1000).optional(),
  error_on_requires_action: boolean().optional(),
  metadata: metadata().optional(),
  off_session: boolean().optional(),
  payment_method: text().optional(),
  receipt_email: email().optional(),
  return_url: url().optional(),
  setup_future_usage: futureUsage().optional(),
  statement_descriptor: text(22).optional(),
  statement_descriptor_suffix: text(22).optional(),
  transfer_group: text().optional(),
});

const Update = params({
  amount: integer(1).optional(),
  currency: currency().optional(),
  customer: text().optional(),
  description: text(1000).optional(),
  metadata: unsettable(metadata()).optional(),
  payment_method: text().optional(),
  receipt_email: unsettable(email()).optional(),
  setup_future_usage: unsettable(futureUsage()).optional(),
  statement_descriptor: text(22).optional(),
  statement_descriptor_suffix: text(22).optional(),
  transfer_group: text().optional(),
});

const Confirm = params({
  error_on_requires_action: boolean().optional(),
  off_session: boolean().optional(),
  payment_method: text().optional(),
  receipt_email: unsettable(email()).optional(),
  return_url: url().optional(),
  setup_future_usage: unsettable(futureUsage()).optional(),
});

const Cancel = params({
  cancellation_reason: z.enum(["abandoned", "duplicate", "fraudulent", "requested_by_customer"]).optional(),
});

const List = listParams({ created: createdRange().optional(), customer: text().optional() });

export const paymentIntentParams = { Create, Update, Confirm, Cancel, List };

export interface NewPaymentIntent {
  amount: number;
  currency: string;
  customer?: string | null | undefined;
  description?: string | undefined;
  metadata?: Metadata | undefined;
  receipt_email?: string | undefined;
  setup_future_usage?: "off_session" | "on_session" | undefined;
  statement_descriptor?: string | undefined;
  statement_descriptor_suffix?: string | undefined;
  transfer_group?: string | undefined;
}

export function createPaymentIntent(work: Work, from: NewPaymentIntent): PaymentIntent {
  const id = newId("pi");
  const intent: PaymentIntent = {
    id,
    object: "payment_intent",
    allowed_payment_method_types: null,
    amount: from.amount,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: { allow_redirects: "always", enabled: true },
    canceled_at: null,
    cancellation_reason: null,
    capture_method: "automatic_async",
    client_secret: `${id}_secret_${randomText(25)}`,
    confirmation_method: "automatic",
    created: work.now,
    currency: from.currency,
    customer: from.customer ?? null,
    customer_account: null,
    description: from.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: mergeMetadata({}, from.metadata),
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: "automatic" },
    },
    payment_method_types: ["card"],
    payment_record: null,
    processing: null,
    receipt_email: from.receipt_email ?? null,
    review: null,
    setup_future_usage: from.setup_future_usage ?? null,
    shipping: null,
    source: null,
    statement_descriptor: from.statement_descriptor ?? null,
    statement_descriptor_suffix: from.statement_descriptor_suffix ?? null,
    status: "requires_payment_method",
    transfer_data: null,
    transfer_group: from.transfer_group ?? null,
  };
  work.paymentIntents.put(intent);
  work.emit("payment_intent.created", intent);
  return intent;
}

export function findIntent(work: Work, id: string, param: string, status: 400 | 404 = 400): PaymentIntent {
  const intent = work.paymentIntents.get(id);
  if (!intent) throw missing("payment_intent", id, param, status);
  return intent;
}

const confirmable = ["requires_payment_method", "requires_confirmation", "requires_action"];
const cancellable = [...confirmable, "requires_capture", "processing"];

function confirm(work: Work, intent: PaymentIntent, options: Omit<z.output<typeof Confirm>, "expand">): PaymentIntent {
  if (!confirmable.includes(intent.status)) throw unexpectedState(intent, "confirm");
  const id = options.payment_method ?? intent.payment_method;
  if (!id) {
    const rule = "You cannot confirm this PaymentIntent because it's missing a payment method.";
    throw invalid(rule, undefined, "payment_intent_unexpected_state");
  }
  const changes = given({ receipt_email: options.receipt_email, setup_future_usage: options.setup_future_usage });
  const method = usePaymentMethod(work, id, intent.customer);
  const after = attemptPayment(work, {
    intent: { ...intent, ...changes },
    method,
    offSession: options.off_session ?? false,
    returnUrl: options.return_url,
  });
  const { last_payment_error: failure } = after;
  if (after.status !== "requires_payment_method" || !failure) return after;
  const { payment_method, doc_url: _, message = "Your card was declined.", ...details } = failure;
  throw new ApiError(402, message, { ...details, payment_intent: after, payment_method, type: "card_error" }, true);
}

const unexpectedState = (intent: PaymentIntent, verb: string) =>
  new ApiError(400, `You cannot ${verb} this PaymentIntent because it has a status of ${intent.status}.`, {
    code: "payment_intent_unexpected_state",
    payment_intent: intent,
  });

export const paymentIntentOperations = [
  operation("POST /v1/payment_intents", Create, (work, { expand: _, ...options }) => {
    checkMinimum(options.amount, options.currency, "amount");
    if (options.capture_method === "manual") throw unserved("capture_method=manual", "capture_method");
    if (options.off_session !== undefined && !options.confirm) {
      throw invalid("`off_session` can only be used with `confirm=true`.", "off_session");
    }
    if (options.customer) liveCustomer(work, options.customer, "customer");
    const intent = createPaymentIntent(work, options);
    if (options.confirm) return confirm(work, intent, options);
    if (!options.payment_method) return intent;
    const method = usePaymentMethod(work, options.payment_method, intent.customer);
    return work.paymentIntents.put({ ...intent, payment_method: method.id, status: "requires_confirmation" });
  }),

  operation("GET /v1/payment_intents/{intent}", params({ client_secret: text().optional() }), (work, _, path) =>
    findIntent(work, path.intent, "intent", 404),
  ),

  operation("POST /v1/payment_intents/{intent}", Update, (work, { expand: _, metadata: labels, ...changes }, path) => {
    const before = findIntent(work, path.intent, "intent", 404);
    const moneyChanges = changes.amount !== undefined || changes.currency !== undefined;
    if (moneyChanges && !confirmable.includes(before.status)) throw unexpectedState(before, "update the amount of");
    if (changes.customer) liveCustomer(work, changes.customer, "customer");
    const after: PaymentIntent = { ...before, ...given(changes), metadata: mergeMetadata(before.metadata, labels) };
    checkMinimum(after.amount, after.currency, "amount");
    if (changes.payment_method) {
      after.payment_method = usePaymentMethod(work, changes.payment_method, after.customer).id;
      after.status = "requires_confirmation";
    }
    return Object.keys(previousAttributes(before, after)).length === 0 ? before : work.paymentIntents.put(after);
  }),

  operation("POST /v1/payment_intents/{intent}/confirm", Confirm, (work, { expand: _, ...options }, path) =>
    confirm(work, findIntent(work, path.intent, "intent", 404), options),
  ),

  operation("POST /v1/payment_intents/{intent}/cancel", Cancel, (work, { cancellation_reason }, path) => {
    const before = findIntent(work, path.intent, "intent", 404);
    if (!cancellable.includes(before.status)) throw unexpectedState(before, "cancel");
    const after = work.paymentIntents.put({
      ...before,
      canceled_at: work.now,
      cancellation_reason: cancellation_reason ?? null,
      next_action: null,
      status: "canceled",
    });
    work.emit("payment_intent.canceled", after);
    return after;
  }),

  operation("GET /v1/payment_intents", List, (work, { created, customer, ...cursor }) => {
    const rows = work.paymentIntents
      .newestFirst()
      .filter((row) => within(row.created, created) && (customer ?? row.customer) === row.customer);
    return page("payment_intent", "/v1/payment_intents", rows, cursor);
  }),
];
