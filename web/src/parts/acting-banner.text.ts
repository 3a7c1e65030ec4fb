import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: (who: string, account: string, number: number) => `${who} acts for ${account}, customer ${number}`,
    reason: (reason: string) => `“${reason}”`,
    left: (clock: string) => `${clock} left.`,
    leftLabel: "Time left",
    refused:
      "Payment, people, keys, sign-in and support access are closed to you here. The customer reads what you do.",
    stop: "Stop",
    customer: (number: number) => `Customer ${number}`,
  },
  de: {
    title: (who, account, number) => `${who} handelt für ${account}, Kundennummer ${number}`,
    reason: (reason) => `„${reason}“`,
    left: (clock) => `Noch ${clock}.`,
    leftLabel: "Verbleibende Zeit",
    refused:
      "Zahlung, Personen, Schlüssel, Anmeldung und Support-Zugriff sind hier für Sie gesperrt. Der Kunde liest mit, was Sie tun.",
    stop: "Beenden",
    customer: (number) => `Kunde ${number}`,
  },
});
