export { customerOf, rememberCustomer } from "./customer.ts";
export { eventTypes } from "./event-types.ts";
export type { Checkout, CheckoutRequest, PaymentProvider, Refund } from "./ports.ts";
export { receive } from "./provider-event.ts";
