export { checkout } from "./checkout.ts";
export { due } from "./due.ts";
export { get, list, Order, type OrderRow, place } from "./order.ts";
export { type OrderState, orderStates } from "./order.state.ts";
export { recordPayment } from "./payment.ts";
export { cancel, expire, fulfil, issueRefund, refund, repair, setUpFailed } from "./refund.ts";
