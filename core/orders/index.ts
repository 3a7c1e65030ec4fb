export { applyChange, changeFailed, changeLive, takeBackChange } from "./change-effect.ts";
export { checkout } from "./checkout.ts";
export { due } from "./due.ts";
export { changeExtras, ExtraOffer, listExtraOffers } from "./extras.ts";
export { type OrderState, orderStates } from "./order.state.ts";
export { find, get, list, Order, type OrderRow, place } from "./order.ts";
export { recordPayment } from "./payment.ts";
export { changePlan, listPlanOffers, PlanOffer } from "./plan-change.ts";
export { cancel, expire, fulfil, issueRefund, refreshRefund, refund, repair, setUpFailed } from "./refund.ts";
