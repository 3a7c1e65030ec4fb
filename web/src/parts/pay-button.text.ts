import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    pay: (amount: string) => `Pay ${amount}`,
    notYours: "Owners, administrators and billing pay.",
    unconfirmed: "Confirm your email address to pay.",
  },
  de: {
    pay: (amount) => `${amount} bezahlen`,
    notYours: "Bezahlen können Inhaber, Administratoren und die Buchhaltung.",
    unconfirmed: "Bestätigen Sie zum Bezahlen Ihre E-Mail-Adresse.",
  },
});
