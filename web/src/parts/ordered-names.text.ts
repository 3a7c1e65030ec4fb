import { dictionary } from "#web/lib/dictionary.ts";

/** The domains of an order, each with how far it is. */
export const text = dictionary({
  en: {
    title: "Domains",
    state: {
      unpaid: "Registered once the order is paid",
      due: "About to be asked for",
      sent: "Asked for at the registry",
      accepted: "With the registry",
      succeeded: "Registered",
      failed: "Not registered",
      cancelled: "Called off",
    },
    goesBack: (price: string) => `${price} goes back to you.`,
    open: "Open domain",
    openOf: (name: string) => `Open ${name}`,
  },
  de: {
    title: "Domains",
    state: {
      unpaid: "Wird registriert, sobald die Bestellung bezahlt ist",
      due: "Wird gleich angefragt",
      sent: "Bei der Registrierungsstelle angefragt",
      accepted: "Liegt bei der Registrierungsstelle",
      succeeded: "Registriert",
      failed: "Nicht registriert",
      cancelled: "Zurückgenommen",
    },
    goesBack: (price) => `Sie bekommen ${price} zurück.`,
    open: "Domain öffnen",
    openOf: (name) => `${name} öffnen`,
  },
});
