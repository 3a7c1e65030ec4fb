import { dictionary } from "#web/lib/dictionary.ts";

/** The domains of an order, each with how far it is. */
export const text = dictionary({
  en: {
    title: "Domains",
    what: {
      register: "Registration",
      transfer: "Transfer",
      renew: "Renewal for a year",
      restore: "Restoration",
    } as Record<string, string>,
    state: {
      unpaid: "Begins once the order is paid",
      due: "About to be asked for",
      sent: "Asked for at the registry",
      accepted: "With the registry",
      succeeded: "Done",
      failed: "Failed",
      cancelled: "Called off",
    },
    refund: {
      pending: (price: string) => `${price} is on its way back to you.`,
      succeeded: (price: string) => `${price} went back to you.`,
      failed: (price: string) => `${price} is owed to you: the bank did not take it. We are looking into it.`,
    },
    open: "Open domain",
    openOf: (name: string) => `Open domain ${name}`,
  },
  de: {
    title: "Domains",
    what: {
      register: "Registrierung",
      transfer: "Umzug",
      renew: "Verlängerung um ein Jahr",
      restore: "Wiederherstellung",
    },
    state: {
      unpaid: "Beginnt, sobald die Bestellung bezahlt ist",
      due: "Wird gleich angefragt",
      sent: "Bei der Registrierungsstelle angefragt",
      accepted: "Liegt bei der Registrierungsstelle",
      succeeded: "Erledigt",
      failed: "Fehlgeschlagen",
      cancelled: "Zurückgenommen",
    },
    refund: {
      pending: (price) => `${price} sind auf dem Weg zurück zu Ihnen.`,
      succeeded: (price) => `${price} gingen an Sie zurück.`,
      failed: (price) => `${price} stehen Ihnen zu: Die Bank nahm sie nicht an. Wir kümmern uns darum.`,
    },
    open: "Domain öffnen",
    openOf: (name) => `Domain öffnen: ${name}`,
  },
});
