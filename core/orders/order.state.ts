import { type Access, members, staff } from "../kernel/roles.state.ts";

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

const pays: Access = { member: members.billing };

/** Who may do it. Read by the commands and by the buttons, too. */
export const allowed: Readonly<Record<OrderAction | "place", Access>> = {
  place: pays,
  checkout: pays,
  cancel: pays,
  refund: { staff: staff.billing },
};

/** An order that nobody pays gives its name back after this. */
export const payWithinHours = 24;
/** What is paid is live by then, or the money goes back. */
export const fulfilWithinHours = 24;
/** What is paid and cannot be set up is refunded: at once when it is hopeless, else after this. */
export const repairWithinMinutes = 30;

/** The failure of an order whose refund the bank sent back: asking again changes nothing, somebody has to look. */
export const refundFailed = "payments.refund_failed";
