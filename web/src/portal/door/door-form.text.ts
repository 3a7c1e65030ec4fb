import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    email: "Email",
    emailWrong: "Enter an email address, such as you@company.example.",
    sentTitle: "Look into your inbox",
    again: "Use another address",
  },
});
