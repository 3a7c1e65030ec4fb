import { query, revalidate } from "@solidjs/router";
import { ApiError, call, type Input, type Output } from "./api.ts";

export type Order = Output<"GET /orders/{orderId}">;
type Sent = Input<"POST /orders">;
/** Ids come from answers as plain text; the API checks them. */
export type WantedName =
  | { what?: "register"; name: string; contactId: string; priceMinor: number; premium?: boolean }
  | { what: "transfer"; name: string; contactId: string; priceMinor: number; authCode: string }
  | { what: "renew" | "restore"; domainId: string; priceMinor: number };
export type Wanted = Omit<Sent, "domains"> & { domains?: readonly WantedName[] };
/** That the card is kept for renewals, said in this language. */
export type CardAgreed = Pick<Input<"POST /orders/{orderId}/checkout">, "saveForRenewals" | "language">;
export type OrderState = Order["state"];

export const getOrders = query(
  (cursor?: string) => call("GET /orders", { limit: 50, ...(cursor ? { cursor } : {}) }),
  "orders",
);
/** Those that wait for a payment; the name begins as the list does, so that both are refreshed together. */
export const getUnpaidOrders = query(
  () => call("GET /orders", { state: "pending", limit: 10 }).catch(noneToPay),
  "orders.unpaid",
);

/** Those who may not see what is paid have nothing to pay. */
function noneToPay(error: unknown): Output<"GET /orders"> {
  if (error instanceof ApiError && error.status === 403) return { items: [], nextCursor: null };
  throw error;
}
export const getOrder = query((orderId: string) => call("GET /orders/{orderId}", { orderId }), "order");

export async function placeOrder(idempotencyKey: string, wanted: Wanted): Promise<Order> {
  const order = await call("POST /orders", wanted as Sent, { idempotencyKey });
  await revalidate([getOrders.key]);
  return order;
}

/** The address of the hosted page where the order is paid. */
export async function startCheckout(idempotencyKey: string, orderId: string, agreed?: CardAgreed): Promise<string> {
  return (await call("POST /orders/{orderId}/checkout", { orderId, ...agreed }, { idempotencyKey })).url;
}

export async function cancelOrder(idempotencyKey: string, orderId: string): Promise<Order> {
  const order = await call("POST /orders/{orderId}/cancel", { orderId }, { idempotencyKey });
  await revalidate([getOrders.key, getOrder.keyFor(orderId)]);
  return order;
}
