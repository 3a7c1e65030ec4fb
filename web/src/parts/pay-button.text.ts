import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    pay: (amount: string) => `Pay ${amount}`,
    notYours: "Owners, administrators and billing pay.",
    unconfirmed: "Confirm your email address to pay.",
  },
});
