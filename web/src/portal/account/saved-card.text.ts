import { dictionary } from "#web/lib/dictionary.ts";

const brands: Readonly<Record<string, string>> = { visa: "Visa", mastercard: "Mastercard", amex: "American Express" };
const brand = (name: string) => brands[name] ?? name;

export const text = dictionary({
  en: {
    title: "Saved card",
    loading: "Loading the saved card",
    failed: "The saved card can’t be shown right now",
    none: "No card is saved. Renewals of domains wait for you to pay them.",
    how: "When you pay for a domain, you can choose to save the card.",
    card: (name: string, last4: string) => `${brand(name)} ending in ${last4}`,
    until: (month: string) => `Good until ${month}`,
    over: (month: string) =>
      `Expired at the end of ${month}: the bank may refuse it. Save another one with your next payment.`,
    agreed: (day: string) => `Agreed to on ${day}:`,
    words: (consent: string) => `“${consent}”`,
    remove: "Remove card",
    ask: "Remove the saved card?",
    lost: "Nothing is charged to it any more, and the payment provider forgets it. Renewals of domains then wait for you to pay them.",
    keep: "Keep it",
    removed: "The card was removed.",
  },
  de: {
    title: "Gespeicherte Karte",
    loading: "Gespeicherte Karte wird geladen",
    failed: "Die gespeicherte Karte kann gerade nicht angezeigt werden",
    none: "Es ist keine Karte gespeichert. Verlängerungen von Domains warten darauf, dass Sie sie bezahlen.",
    how: "Wenn Sie eine Domain bezahlen, können Sie die Karte speichern lassen.",
    card: (name, last4) => `${brand(name)}, endet auf ${last4}`,
    until: (month) => `Gültig bis ${month}`,
    over: (month) =>
      `Abgelaufen Ende ${month}: Die Bank lehnt sie womöglich ab. Speichern Sie mit Ihrer nächsten Zahlung eine andere.`,
    agreed: (day) => `Zugestimmt am ${day}:`,
    words: (consent) => `„${consent}“`,
    remove: "Karte entfernen",
    ask: "Gespeicherte Karte entfernen?",
    lost: "Sie wird nicht mehr belastet, und der Zahlungsdienst vergisst sie. Verlängerungen von Domains warten dann darauf, dass Sie sie bezahlen.",
    keep: "Behalten",
    removed: "Die Karte wurde entfernt.",
  },
});
