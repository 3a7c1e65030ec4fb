import { DomainError } from "../kernel/errors.ts";
import type { Money } from "../kernel/money.ts";
import type { ChargeFailure } from "./card.state.ts";
import type { Charge, Checkout, CheckoutRequest, PaymentProvider, Refund } from "./ports.ts";

type Method = keyof PaymentProvider;

/** A payment provider in memory, for tests: strict about what it is asked, with a customer who can be told to pay. */
export interface FakePayments extends PaymentProvider {
  /** The customer pays on the provider's page. Returns the id of the webhook's event. */
  pay(checkoutId: string, total?: Money): string;
  /** Nobody paid in time. Returns the id of the webhook's event. */
  lapse(checkoutId: string): string;
  /** The bank decides about a refund. Returns the id of the webhook's event. */
  settleRefund(refundId: string, state: Refund["state"]): string;
  /** What `createRefund` answers with at first. */
  refundsBegin: Refund["state"];
  /** The next call fails: before anything was done, or after everything was and only the answer was lost. */
  fail(method: Method, when: "before" | "after"): void;
  /** Runs once in the middle of the next call, as another request would. */
  meanwhile(method: Method, run: () => Promise<unknown>): void;
  /** The bank's answer to the next charge, whatever the card. */
  decline(failure: Exclude<ChargeFailure, "card_gone">): void;
  /** Somebody removes a card at the provider. */
  readonly cards: Map<string, { customerId: string }>;
  /** What was taken of cards that are kept, and what was refused. */
  readonly charges: ReadonlyMap<string, Charge>;
  readonly customers: ReadonlyMap<string, { accountId: string }>;
  readonly checkouts: ReadonlyMap<string, Checkout>;
  readonly refunds: ReadonlyMap<string, Refund & { paymentId: string; minor: number }>;
}

const lifetimeMs = 86_400_000;

export function fakePayments(now: () => Date): FakePayments {
  const customers = new Map<string, { accountId: string }>();
  const checkouts = new Map<string, Checkout & { request: CheckoutRequest }>();
  const cards = new Map<string, { customerId: string }>();
  const charges = new Map<string, Charge & { id: string }>();
  const declines: ChargeFailure[] = [];
  const refunds = new Map<string, Refund & { paymentId: string; minor: number }>();
  const events = new Map<string, { type: string; objectId: string }>();
  const answers = new Map<string, { request: string; id: string }>();
  const failures: { method: Method; when: "before" | "after" }[] = [];
  const interludes: { method: Method; run: () => Promise<unknown> }[] = [];
  let count = 0;

  const newId = (prefix: string): string => {
    count += 1;
    return `${prefix}_${count}`;
  };

  const take = <T extends { method: Method }>(list: T[], fits: (entry: T) => boolean): T | undefined => {
    const at = list.findIndex(fits);
    return at === -1 ? undefined : list.splice(at, 1)[0];
  };

  /** One call over an unreliable network. */
  async function call<T>(method: Method, work: () => T): Promise<T> {
    await take(interludes, (entry) => entry.method === method)?.run();
    if (take(failures, (entry) => entry.method === method && entry.when === "before")) throw unavailable();
    const answer = structuredClone(work());
    if (take(failures, (entry) => entry.method === method)) throw unavailable();
    return answer;
  }

  /** The same key gives the same thing, and is refused for anything else. */
  function once(key: string, request: unknown, make: () => string): string {
    const earlier = answers.get(key);
    if (earlier === undefined) {
      const id = make();
      answers.set(key, { request: JSON.stringify(request), id });
      return id;
    }
    if (earlier.request !== JSON.stringify(request)) throw refused(`the key ${key} was used for another request`);
    return earlier.id;
  }

  function announce(type: string, objectId: string): string {
    const id = newId("evt");
    events.set(id, { type, objectId });
    return id;
  }

  const existing = <T>(map: ReadonlyMap<string, T>, id: string): T => {
    const found = map.get(id);
    if (found === undefined) throw refused(`there is no ${id}`);
    return found;
  };

  const totalOf = (paymentId: string): Money | null | undefined => {
    const charge = charges.get(paymentId);
    if (charge) return charge.state === "succeeded" ? charge.total : undefined;
    return [...checkouts.values()].find((checkout) => checkout.paymentId === paymentId)?.total;
  };

  const shown = ({ request: _, ...checkout }: Checkout & { request: CheckoutRequest }): Checkout =>
    checkout.state === "open" ? checkout : { ...checkout, url: null };

  return {
    customers,
    checkouts,
    refunds,
    cards,
    charges,
    refundsBegin: "succeeded",

    createCustomer: (customer) =>
      call("createCustomer", () => {
        if (customer.name === "") throw refused("a customer needs a name");
        const id = once(`customer:${customer.accountId}`, customer, () => {
          const made = newId("cus");
          customers.set(made, { accountId: customer.accountId });
          return made;
        });
        return { id };
      }),

    createCheckout: (request) =>
      call("createCheckout", () => {
        existing(customers, request.customerId);
        if (!Number.isSafeInteger(request.price.minor) || request.price.minor < 50) throw refused("too little");
        if (!URL.canParse(request.successUrl) || !URL.canParse(request.cancelUrl)) throw refused("no absolute URL");
        const id = once(request.idempotencyKey, request, () => {
          const made = newId("cs");
          checkouts.set(made, {
            id: made,
            url: `https://pay.example/${made}`,
            expiresAt: new Date(now().getTime() + lifetimeMs),
            state: "open",
            paid: false,
            orderId: request.orderId,
            paymentId: null,
            total: request.price,
            card: null,
            request,
          });
          return made;
        });
        return shown(existing(checkouts, id));
      }),

    checkout: (id) => call("checkout", () => shown(existing(checkouts, id))),

    expireCheckout: (id) =>
      call("expireCheckout", () => {
        const checkout = existing(checkouts, id);
        if (checkout.state === "open") checkout.state = "expired";
        return shown(checkout);
      }),

    chargeSaved: (request) =>
      call("chargeSaved", () => {
        existing(customers, request.customerId);
        const { orderId, attempt, price: total } = request;
        if (cards.get(request.methodId)?.customerId !== request.customerId)
          return { id: null, orderId, attempt, state: "failed", total, failure: "card_gone" };
        const id = once(request.idempotencyKey, request, () => {
          const made = newId("pi");
          const failure = declines.shift() ?? null;
          charges.set(made, { id: made, orderId, attempt, state: failure ? "failed" : "succeeded", total, failure });
          return made;
        });
        return existing(charges, id);
      }),

    findCharge: ({ orderId, attempt }) =>
      call(
        "findCharge",
        () => [...charges.values()].find((one) => one.orderId === orderId && one.attempt === attempt) ?? null,
      ),

    charge: (paymentId) =>
      call(
        "charge",
        () =>
          charges.get(paymentId) ?? {
            ...{ id: paymentId, orderId: null, attempt: null, state: "succeeded" as const, total: null, failure: null },
          },
      ),

    forgetCard: (methodId) => call("forgetCard", () => void cards.delete(methodId)),

    createRefund(request) {
      return call("createRefund", () => {
        const paid = totalOf(request.paymentId);
        if (!paid) throw refused("there is no such payment");
        const id = once(request.idempotencyKey, request, () => {
          const total = paid.minor;
          const earlier = [...refunds.values()]
            .filter(({ paymentId, state }) => paymentId === request.paymentId && state !== "failed")
            .reduce((all, { minor }) => all + minor, 0);
          const minor = request.amount?.minor ?? total - earlier;
          if (minor <= 0 || earlier + minor > total) throw refused("this payment has been refunded");
          const made = newId("re");
          refunds.set(made, { id: made, state: this.refundsBegin, paymentId: request.paymentId, minor });
          return made;
        });
        const { paymentId: _, minor: __, ...refund } = existing(refunds, id);
        return refund;
      });
    },

    refund: (refundId) =>
      call("refund", () => {
        const { id, state } = existing(refunds, refundId);
        return { id, state };
      }),

    event: (eventId) => call("event", () => existing(events, eventId)),

    pay(id, total) {
      const checkout = existing(checkouts, id);
      if (checkout.state !== "open") throw refused("this page is closed");
      checkout.state = "complete";
      checkout.paid = true;
      checkout.paymentId = newId("pi");
      if (total !== undefined) checkout.total = total;
      if (checkout.request.saveCard) {
        const methodId = newId("pm");
        cards.set(methodId, { customerId: checkout.request.customerId });
        checkout.card = { methodId, brand: "visa", last4: "4242", expMonth: 12, expYear: 2034 };
      }
      return announce("checkout.session.completed", id);
    },

    lapse(id) {
      const checkout = existing(checkouts, id);
      if (checkout.state === "open") checkout.state = "expired";
      return announce("checkout.session.expired", id);
    },

    settleRefund(id, state) {
      existing(refunds, id).state = state;
      return announce("refund.updated", id);
    },

    decline: (failure) => void declines.push(failure),
    fail: (method, when) => void failures.push({ method, when }),
    meanwhile: (method, run) => void interludes.push({ method, run }),
  };
}

const unavailable = () =>
  new DomainError("unavailable", "payments.unavailable", "The payment provider cannot be reached.");

const refused = (reason: string) =>
  new DomainError("conflict", "payments.refused", "The payment provider refused this.", { cause: new Error(reason) });
