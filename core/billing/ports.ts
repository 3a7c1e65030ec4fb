import type { Money } from "../kernel/money.ts";
import type { ChargeFailure } from "./card.state.ts";

export interface CheckoutRequest {
  orderId: string;
  customerId: string;
  /** What the customer reads on the payment page and on the receipt. */
  description: string;
  price: Money;
  successUrl: string;
  cancelUrl: string;
  /** The customer has agreed that their card is kept, and charged for renewals while they are away. */
  saveCard: boolean;
  /** Same key, same checkout: a repeated call makes no second one. */
  idempotencyKey: string;
}

export interface Checkout {
  id: string;
  /** Null once it can no longer be paid. */
  url: string | null;
  expiresAt: Date;
  state: "open" | "complete" | "expired";
  paid: boolean;
  orderId: string | null;
  paymentId: string | null;
  total: Money | null;
  /** What was kept with it, where the customer has agreed to that and paid. */
  card: Card | null;
}

/** A card that the provider keeps. Its number is known to nobody here. */
export interface Card {
  methodId: string;
  brand: string;
  last4: string;
  expMonth: number;
  expYear: number;
}

export interface ChargeRequest {
  orderId: string;
  /** Counts from 1: each is another charge, and tells the answers about them apart. */
  attempt: number;
  customerId: string;
  methodId: string;
  description: string;
  price: Money;
  /** Same key, same charge. */
  idempotencyKey: string;
}

/** Of a card that nobody was there to type. */
export interface Charge {
  /** Null: the provider began none. */
  id: string | null;
  /** Null, as its attempt, of payments that are no such charge. */
  orderId: string | null;
  attempt: number | null;
  state: "succeeded" | "failed" | "pending";
  total: Money | null;
  failure: ChargeFailure | null;
}

export interface Refund {
  id: string;
  state: "pending" | "succeeded" | "failed";
}

/**
 * Takes money. Throws `unavailable` (`payments.unavailable`) when it is worth trying again, `conflict`
 * (`payments.refused`) when the provider refused for good; the provider's words go into the cause.
 */
export interface PaymentProvider {
  createCustomer(customer: { accountId: string; name: string; email?: string }): Promise<{ id: string }>;
  createCheckout(request: CheckoutRequest): Promise<Checkout>;
  checkout(checkoutId: string): Promise<Checkout>;
  /** Ends an open checkout. One that was paid meanwhile is returned as it is. */
  expireCheckout(checkoutId: string): Promise<Checkout>;
  /** Takes money off a card that is kept. A bank's no is an answer, and no error. */
  chargeSaved(request: ChargeRequest): Promise<Charge>;
  /** The charge of an attempt whose answer was lost, if the provider began one. */
  findCharge(
    wanted: Pick<ChargeRequest, "orderId" | "attempt" | "customerId"> & { since: Date },
  ): Promise<Charge | null>;
  charge(paymentId: string): Promise<Charge>;
  /** The provider keeps the card no longer. Safe to repeat. */
  forgetCard(methodId: string): Promise<void>;
  /** Of all that is left of a payment, or of a part. */
  createRefund(request: { paymentId: string; amount?: Money; idempotencyKey: string }): Promise<Refund>;
  refund(refundId: string): Promise<Refund>;
  /** What a webhook announced, read again from the provider. */
  event(eventId: string): Promise<{ type: string; objectId: string }>;
}

declare module "../kernel/operation.ts" {
  interface Ports {
    payments: PaymentProvider;
  }
}
