import { dictionary } from "#web/lib/dictionary.ts";

/** The document says the same before any script has run: web/one-language.ts. */
export const texts = {
  en: {
    email: "Email",
    emailWrong: "Enter an email address, such as you@company.example.",
    sentTitle: "Look into your inbox",
    again: "Use another address",
  },
  de: {
    email: "E-Mail",
    emailWrong: "Geben Sie eine E-Mail-Adresse ein, etwa sie@firma.example.",
    sentTitle: "Sehen Sie in Ihr Postfach",
    again: "Andere Adresse verwenden",
  },
};

export const text = dictionary(texts);
