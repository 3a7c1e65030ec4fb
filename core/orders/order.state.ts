import { type Access, may } from "../kernel/permissions.state.ts";

export const orderStates = ["pending", "paid", "fulfilled", "refunding", "refunded", "cancelled"] as const;
export type OrderState = (typeof orderStates)[number];

const allowedFrom = {
  checkout: ["pending"],
  cancel: ["pending", "paid"],
  refund: ["paid"],
} satisfies Record<string, OrderState[]>;
export type OrderAction = keyof typeof allowedFrom;

/** Shared with web/: buttons and commands read the same table. */
export const can = (action: OrderAction, order: { state: OrderState }): boolean =>
  (allowedFrom[action] as readonly OrderState[]).includes(order.state);

/** Who may do it. Read by the commands and by the buttons, too. */
export const allowed: Readonly<Record<OrderAction | "place", Access>> = {
  place: may("order:place"),
  checkout: may("order:pay"),
  cancel: may("order:place"),
  refund: may("order:refund"),
};

/** An order that nobody pays gives its name back after this. */
export const payWithinHours = 24;
/** What is paid is live by then, or the money goes back. */
export const fulfilWithinHours = 24;
/** What is paid and cannot be set up is refunded: at once when it is hopeless, else after this. */
export const repairWithinMinutes = 30;

/** The failure of an order whose refund the bank sent back: asking again changes nothing, somebody has to look. */
export const refundFailed = "payments.refund_failed";
