import type { Stripe } from "stripe";

/** The objects as they travel: references are ids, decimals are strings. `expand.ts` puts objects in place of ids. */
export type Customer = Stripe.Customer;
export type DeletedCustomer = Stripe.DeletedCustomer;

export interface Product extends Stripe.Product {
  default_price: string | null;
}
export type DeletedProduct = Stripe.DeletedProduct;

export interface Price extends Omit<Stripe.Price, "product" | "unit_amount_decimal"> {
  product: string;
  unit_amount_decimal: string | null;
}

export interface LineItem extends Omit<Stripe.LineItem, "price"> {
  price: Price;
  quantity: number;
}

export interface CheckoutSession extends Stripe.Checkout.Session {
  amount_subtotal: number;
  amount_total: number;
  currency: string;
  customer: string | null;
  payment_intent: string | null;
}

export interface PaymentIntent extends Stripe.PaymentIntent {
  customer: string | null;
  latest_charge: string | null;
  payment_method: string | null;
}

export interface PaymentMethod extends Stripe.PaymentMethod {
  card: Stripe.PaymentMethod.Card;
  customer: string | null;
}

export interface Charge extends Stripe.Charge {
  customer: string | null;
  payment_intent: string;
}

export interface Refund extends Stripe.Refund {
  charge: string;
  metadata: Stripe.Metadata;
  payment_intent: string;
  status: "pending" | "succeeded" | "failed" | "canceled";
}

export interface WebhookEndpoint extends Stripe.WebhookEndpoint {
  status: "enabled" | "disabled";
}

export interface Event extends Omit<Stripe.EventBase, "data" | "type"> {
  type: string;
  data: { object: object; previous_attributes?: object };
}

export interface List<T> {
  object: "list";
  url: string;
  has_more: boolean;
  data: T[];
}
