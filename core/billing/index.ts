export { type ChargeFailure, type ConsentLanguage, consentLanguages, consentTexts } from "./card.state.ts";
export { customerOf, rememberCustomer } from "./customer.ts";
export { eventTypes } from "./event-types.ts";
export type { Charge, Checkout, CheckoutRequest, PaymentProvider, Refund } from "./ports.ts";
export { receive } from "./provider-event.ts";
export {
  type CardConsent,
  card,
  cardOf,
  cardsToForget,
  dropCard,
  forgetCard,
  methodOf,
  removeCard,
  SavedCard,
  saveCard,
  shownCard,
  withCard,
} from "./saved-card.ts";
