import Stripe from "stripe";
import { DomainError } from "../kernel/errors.ts";
import { Currency, money } from "../kernel/money.ts";
import type { Secret } from "../kernel/secret.ts";
import type { Checkout, PaymentProvider, Refund } from "./ports.ts";
import { chargeIn, declinedCharge, savedCardIn, toCharge } from "./stripe-charges.ts";

/** Shorter than any function may run, retries included. */
const timeoutMs = 8_000;

export interface StripeOptions {
  secretKey: Secret<string>;
  /** Only where Stripe is not at its own address. */
  apiBase?: string | undefined;
}

/** Card data never passes here: the customer types it on Stripe's own page. */
export function stripePayments({ secretKey, apiBase }: StripeOptions): PaymentProvider {
  const stripe = new Stripe(secretKey.reveal(), {
    timeout: timeoutMs,
    maxNetworkRetries: 1,
    telemetry: false,
    ...(apiBase !== undefined && elsewhere(new URL(apiBase))),
  });

  return {
    createCustomer: ({ accountId, name, email }) =>
      explained(
        stripe.customers.create(
          { name, ...(email !== undefined && { email }), metadata: { account_id: accountId } },
          { idempotencyKey: `customer:${accountId}` },
        ),
      ),

    async createCheckout({ orderId, customerId, description, price, successUrl, cancelUrl, ...request }) {
      const session = await explained(
        stripe.checkout.sessions.create(
          {
            mode: "payment",
            customer: customerId,
            client_reference_id: orderId,
            line_items: [
              {
                quantity: 1,
                price_data: {
                  currency: price.currency.toLowerCase(),
                  unit_amount: price.minor,
                  product_data: { name: description },
                },
              },
            ],
            payment_intent_data: {
              description,
              metadata: { order_id: orderId },
              ...(request.saveCard && { setup_future_usage: "off_session" as const }),
            },
            success_url: successUrl,
            cancel_url: cancelUrl,
          },
          { idempotencyKey: request.idempotencyKey },
        ),
      );
      return toCheckout(session);
    },

    async checkout(checkoutId) {
      const session = await explained(
        stripe.checkout.sessions.retrieve(checkoutId, { expand: ["payment_intent.payment_method"] }),
      );
      return { ...toCheckout(session), card: savedCardIn(session) };
    },

    async expireCheckout(checkoutId) {
      const session = await explained(stripe.checkout.sessions.retrieve(checkoutId));
      if (session.status !== "open") return toCheckout(session);
      try {
        return toCheckout(await stripe.checkout.sessions.expire(checkoutId));
      } catch (error) {
        // Paid or expired in between: what it is now is the answer.
        if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw explain(error);
        return toCheckout(await explained(stripe.checkout.sessions.retrieve(checkoutId)));
      }
    },

    async chargeSaved({ orderId, attempt, customerId, methodId, description, price, idempotencyKey }) {
      try {
        const intent = await stripe.paymentIntents.create(
          {
            amount: price.minor,
            currency: price.currency.toLowerCase(),
            customer: customerId,
            payment_method: methodId,
            // Nobody is there whom a bank could send anywhere.
            automatic_payment_methods: { enabled: true, allow_redirects: "never" },
            off_session: true,
            confirm: true,
            description,
            metadata: { order_id: orderId, charge_attempt: String(attempt) },
          },
          { idempotencyKey },
        );
        return toCharge(intent);
      } catch (error) {
        const declined = declinedCharge(error);
        if (declined === undefined) throw explain(error);
        return { ...declined, orderId, attempt, total: price };
      }
    },

    async findCharge({ orderId, attempt, customerId, since }) {
      const created = { gte: Math.floor(since.getTime() / 1000) };
      const intents = stripe.paymentIntents.list({ customer: customerId, created, limit: 100 });
      try {
        return await chargeIn(intents, { orderId, attempt });
      } catch (error) {
        throw explain(error);
      }
    },

    charge: async (paymentId) => toCharge(await explained(stripe.paymentIntents.retrieve(paymentId))),

    async forgetCard(methodId) {
      try {
        await stripe.paymentMethods.detach(methodId);
      } catch (error) {
        // Stripe keeps it for nobody already.
        if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw explain(error);
      }
    },

    createRefund: async ({ paymentId, amount, idempotencyKey }) =>
      toRefund(
        await explained(
          stripe.refunds.create(
            { payment_intent: paymentId, ...(amount && { amount: amount.minor }) },
            { idempotencyKey },
          ),
        ),
      ),

    refund: async (refundId) => toRefund(await explained(stripe.refunds.retrieve(refundId))),

    async event(eventId) {
      const { type, data } = await explained(stripe.events.retrieve(eventId));
      const { id } = data.object as { id?: unknown };
      if (typeof id !== "string") throw new Error(`event ${eventId} of type ${type} is about nothing`);
      return { type, objectId: id };
    },
  };
}

const elsewhere = ({ protocol, hostname, port }: URL) => ({
  protocol: protocol === "https:" ? ("https" as const) : ("http" as const),
  host: hostname,
  ...(port !== "" && { port }),
});

const idOf = (reference: string | { id: string } | null): string | null =>
  typeof reference === "object" ? (reference?.id ?? null) : reference;

function toCheckout(session: Stripe.Checkout.Session): Checkout {
  const currency = Currency.safeParse(session.currency?.toUpperCase());
  return {
    id: session.id,
    url: session.url,
    expiresAt: new Date(session.expires_at * 1000),
    state: stateOf(session.status),
    paid: session.payment_status === "paid",
    orderId: session.client_reference_id,
    paymentId: idOf(session.payment_intent),
    card: null,
    total: session.amount_total === null || !currency.success ? null : money(session.amount_total, currency.data),
  };
}

/** Stripe's own list may grow; what is not known to be over counts as open. */
const stateOf = (status: string | null): Checkout["state"] =>
  status === "complete" ? "complete" : status === "expired" ? "expired" : "open";

const toRefund = ({ id, status }: Stripe.Refund): Refund => ({
  id,
  state: status === "succeeded" ? "succeeded" : status === "failed" || status === "canceled" ? "failed" : "pending",
});

const explained = <T>(call: Promise<T>): Promise<T> =>
  call.catch((error: unknown) => {
    throw explain(error);
  });

/** Refusals last; everything else may pass when it is tried again. */
function explain(error: unknown): unknown {
  if (!(error instanceof Stripe.errors.StripeError)) return error;
  const refused =
    error instanceof Stripe.errors.StripeInvalidRequestError ||
    error instanceof Stripe.errors.StripeIdempotencyError ||
    error instanceof Stripe.errors.StripeCardError ||
    error instanceof Stripe.errors.StripePermissionError ||
    error instanceof Stripe.errors.StripeAuthenticationError;
  return refused
    ? new DomainError("conflict", "payments.refused", "The payment provider refused this.", { cause: error })
    : new DomainError(
        "unavailable",
        "payments.unavailable",
        "The payment provider cannot be reached. Try again in a moment.",
        {
          cause: error,
          retryAfterSeconds: 5,
        },
      );
}
