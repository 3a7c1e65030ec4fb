import type { Money } from "../kernel/money.ts";

export interface CheckoutRequest {
  orderId: string;
  customerId: string;
  /** What the customer reads on the payment page and on the receipt. */
  description: string;
  price: Money;
  successUrl: string;
  cancelUrl: string;
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
