import { z } from "zod";
import { testCard } from "./card.ts";
import { liveCustomer } from "./customer.ts";
import { invalid, missing } from "./error.ts";
import { newId } from "./ids.ts";
import { page } from "./list.ts";
import { operation } from "./operation.ts";
import { listParams, params, text } from "./parameter.ts";
import type { PaymentMethod } from "./wire.ts";
import type { Work } from "./work.ts";

export interface NewPaymentMethod {
  card: string;
  brand: string;
  last4: string;
  exp_month: number;
  exp_year: number;
  billing: { email: string | null; name: string | null; country: string | null };
}

export function createPaymentMethod(work: Work, from: NewPaymentMethod): PaymentMethod {
  const { card, brand, last4, exp_month, exp_year, billing } = from;
  const { country } = billing;
  const method: PaymentMethod = {
    id: newId("pm"),
    object: "payment_method",
    allow_redisplay: "unspecified",
    billing_details: {
      address: { city: null, country, line1: null, line2: null, postal_code: null, state: null },
      email: billing.email,
      name: billing.name,
      phone: null,
      tax_id: null,
    },
    card: {
      brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
      country: "US",
      display_brand: brand,
      exp_month,
      exp_year,
      fingerprint: `local${last4}`,
      funding: testCard(card)?.funding ?? "credit",
      generated_from: null,
      last4,
      networks: { available: [brand], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: work.now,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: "card",
  };
  work.testCards.put({ id: method.id, card });
  return work.paymentMethods.put(method);
}

/** A saved payment method, or a new one from a test name such as `pm_card_visa`. */
export function usePaymentMethod(work: Work, id: string, customer: string | null): PaymentMethod {
  const name = id.replace(/^pm_card_/, "");
  const card = name === id ? undefined : testCard(name);
  if (card) {
    const expiry = { exp_month: 12, exp_year: new Date(work.now * 1000).getUTCFullYear() + 3 };
    const billing = { email: null, name: null, country: null };
    return createPaymentMethod(work, {
      card: name,
      brand: card.brand,
      last4: card.number.slice(-4),
      ...expiry,
      billing,
    });
  }
  const method = work.paymentMethods.get(id);
  if (!method) throw missing("PaymentMethod", id, "payment_method");
  if (method.customer && method.customer !== customer) {
    const rule = "The payment method you provided is attached to a customer; use it with that customer.";
    throw invalid(rule, "payment_method", "payment_method_unexpected_state");
  }
  if (!method.customer && isSpent(work, method)) {
    const rule =
      "The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, or was detached from a Customer. It may not be used again.";
    throw invalid(rule, "payment_method", "payment_method_unexpected_state");
  }
  return method;
}

/** Without a customer a payment method pays once; and detached, never again. */
const isSpent = (work: Work, { id }: PaymentMethod): boolean =>
  work.charges.newestFirst().some(({ payment_method, paid }) => paid && payment_method === id) ||
  work.events
    .newestFirst()
    .some(({ type, data }) => type === "payment_method.detached" && (data.object as { id?: string }).id === id);

export function attachPaymentMethod(work: Work, method: PaymentMethod, customer: string): PaymentMethod {
  const attached = work.paymentMethods.put({ ...method, customer });
  work.emit("payment_method.attached", attached);
  return attached;
}

const cardOnly = () => z.enum(["card"]).optional();

export const paymentMethodOperations = [
  operation("GET /v1/payment_methods/{payment_method}", params({}), (work, _, path) => {
    const method = work.paymentMethods.get(path.payment_method);
    if (!method) throw missing("PaymentMethod", path.payment_method, "payment_method", 404);
    return method;
  }),

  operation(
    "POST /v1/payment_methods/{payment_method}/attach",
    params({ customer: text() }),
    (work, { customer }, path) => {
      const owner = liveCustomer(work, customer, "customer");
      const method = usePaymentMethod(work, path.payment_method, owner.id);
      return method.customer ? method : attachPaymentMethod(work, method, owner.id);
    },
  ),

  operation("POST /v1/payment_methods/{payment_method}/detach", params({}), (work, _, path) => {
    const method = work.paymentMethods.get(path.payment_method);
    if (!method) throw missing("PaymentMethod", path.payment_method, "payment_method", 404);
    if (!method.customer) {
      const rule = "The payment method you provided is not attached to a customer so detachment is impossible.";
      throw invalid(rule, undefined, "payment_method_unexpected_state");
    }
    const detached = work.paymentMethods.put({ ...method, customer: null });
    work.emit("payment_method.detached", detached, { customer: method.customer });
    return detached;
  }),

  operation("GET /v1/payment_methods", listParams({ customer: text().optional(), type: cardOnly() }), (work, given) => {
    const { customer, type: _, ...cursor } = given;
    if (customer) liveCustomer(work, customer, "customer");
    const rows = work.paymentMethods
      .newestFirst()
      .filter((row) => row.customer && row.customer === (customer ?? row.customer));
    return page("PaymentMethod", "/v1/payment_methods", rows, cursor);
  }),
];
