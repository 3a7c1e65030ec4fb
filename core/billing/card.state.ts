/** Shared with web/: what a customer agrees to when a card is kept, word for word. What was shown is what is recorded. */
export const consentTexts = {
  en: "Save this card and charge it for the renewals of our domains, at the price that a mail names a week before. Until then the card can be removed and each renewal switched off.",
  de: "Diese Karte speichern und mit den Verlängerungen unserer Domains belasten, zu dem Preis, den eine E-Mail eine Woche vorher nennt. Bis dahin kann die Karte entfernt und jede Verlängerung abgeschaltet werden.",
} as const;
export const consentLanguages = ["en", "de"] as const satisfies (keyof typeof consentTexts)[];
export type ConsentLanguage = (typeof consentLanguages)[number];

export type ChargeFailure =
  | "authentication_required"
  | "card_declined"
  | "card_expired"
  /** The provider keeps it no longer. */
  | "card_gone"
  /** Not by the bank: the provider takes no such charge. */
  | "charge_refused";

/** Whether a card can be used no more at a time: it is good until the last day of its month. */
export const isOver = ({ expMonth, expYear }: { expMonth: number; expYear: number }, at: Date): boolean =>
  Date.UTC(expYear, expMonth, 1) <= at.getTime();
