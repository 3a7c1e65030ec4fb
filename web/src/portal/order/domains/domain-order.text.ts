import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Register a domain",
    domains: "Domains",
    line: "Find a name, say who holds it, and pay. You use it for a website whenever you like.",
    none: "Search for a name, and add one that is free.",
    summary: "Your order",
    today: "Today",
    nothing: "Nothing chosen yet",
    submit: "Continue to payment",
    submitShort: "Continue",
    mayNot: "Your role can’t order domains. Owners and administrators can.",
    promise: "Registered or refunded",
    promiseText: "What a registry refuses is paid back by itself, name by name.",
  },
  de: {
    title: "Domain registrieren",
    domains: "Domains",
    line: "Finden Sie einen Namen, sagen Sie, wem er gehört, und bezahlen Sie. Für eine Website verwenden Sie ihn, wann Sie möchten.",
    none: "Suchen Sie nach einem Namen und fügen Sie einen freien hinzu.",
    summary: "Ihre Bestellung",
    today: "Heute",
    nothing: "Noch nichts gewählt",
    submit: "Weiter zur Zahlung",
    submitShort: "Weiter",
    mayNot: "Mit Ihrer Rolle können Sie keine Domains bestellen. Inhaber und Administratoren können es.",
    promise: "Registriert oder erstattet",
    promiseText: "Was eine Registrierungsstelle ablehnt, wird von selbst erstattet, Name für Name.",
  },
});
