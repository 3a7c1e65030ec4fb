import type {
  Charge,
  CheckoutSession,
  Customer,
  DeletedCustomer,
  DeletedProduct,
  Event,
  LineItem,
  PaymentIntent,
  PaymentMethod,
  Price,
  Product,
  Refund,
  WebhookEndpoint,
} from "./wire.ts";

/** What a session was opened with and the API does not show again. */
export interface CheckoutContents {
  id: string;
  lineItems: LineItem[];
  intent: {
    description?: string | undefined;
    metadata?: Record<string, string> | undefined;
    receipt_email?: string | undefined;
    setup_future_usage?: "off_session" | "on_session" | undefined;
    statement_descriptor?: string | undefined;
    statement_descriptor_suffix?: string | undefined;
    transfer_group?: string | undefined;
  };
}

/** A change that happens by itself once the clock reaches `at` (milliseconds). */
export interface Task {
  id: string;
  at: number;
  kind: "expire_checkout_session" | "settle_refund";
  subject: string;
  outcome?: "succeeded" | "failed";
}

export interface Delivery {
  id: string;
  eventId: string;
  eventType: string;
  endpointId: string;
  state: "waiting" | "held" | "delivered" | "given_up" | "lost";
  /** Milliseconds on the virtual clock. */
  dueAt: number;
  attempts: { at: number; status: number | null; error: string | null }[];
  wrongSignature?: boolean;
}

export interface StoredAnswer {
  id: string;
  fingerprint: string;
  status: number;
  body: string;
  requestId: string;
  at: number;
}

export interface Tables {
  customers: Customer | DeletedCustomer;
  products: Product | DeletedProduct;
  prices: Price;
  checkoutSessions: CheckoutSession;
  checkoutContents: CheckoutContents;
  paymentIntents: PaymentIntent;
  paymentMethods: PaymentMethod;
  /** Which test card a payment method was made from; the number itself is never stored. */
  testCards: { id: string; card: string };
  charges: Charge;
  refunds: Refund;
  webhookEndpoints: WebhookEndpoint;
  /** The API shows a signing secret only when its endpoint is made. */
  webhookSecrets: { id: string; secret: string };
  events: Event;
  deliveries: Delivery;
  tasks: Task;
  answers: StoredAnswer;
  clock: { id: "clock"; offsetMs: number };
}

const names: Record<keyof Tables, true> = {
  customers: true,
  products: true,
  prices: true,
  checkoutSessions: true,
  checkoutContents: true,
  paymentIntents: true,
  paymentMethods: true,
  testCards: true,
  charges: true,
  refunds: true,
  webhookEndpoints: true,
  webhookSecrets: true,
  events: true,
  deliveries: true,
  tasks: true,
  answers: true,
  clock: true,
};

export const tableNames = Object.keys(names) as (keyof Tables)[];
