import { type OrderState, orderStates } from "../orders/order.state.ts";
import { type ServiceState, serviceStates } from "../services/service.state.ts";

/** An owner who closed an account can take that back for so long. */
export const graceDays = 14;
/** Tax law wants orders and what was paid for them so long. */
export const keptYears = 10;

/** Nothing of these runs, or could be put on a node again. */
const gone: readonly ServiceState[] = ["terminated", "failed"];
/** No money is on its way, in either direction. */
export const settledOrderStates: readonly OrderState[] = ["fulfilled", "refunded", "cancelled"];

export const openServiceStates = serviceStates.filter((state) => !gone.includes(state));
export const openOrderStates = orderStates.filter((state) => !settledOrderStates.includes(state));
