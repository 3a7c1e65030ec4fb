import { dictionary } from "#web/lib/dictionary.ts";

/** The document says the same before any script has run: web/one-language.ts. */
export const texts = {
  en: {
    title: "Create an account",
    documentTitle: "Create an account",
    line: "We mail you a link to go on. Free until you order something.",
    submit: "Send the link",
    sentLine: (email: string) =>
      `A mail to ${email} is on its way. Its link works once, for 24 hours. Nothing there? Look into the spam folder, or check the address.`,
    haveOne: "Have an account?",
    signIn: "Sign in",
  },
  de: {
    title: "Konto erstellen",
    documentTitle: "Konto erstellen",
    line: "Mit dem Link in unserer Mail geht es weiter. Kostenlos, bis Sie etwas bestellen.",
    submit: "Link senden",
    sentLine: (email: string) =>
      `Eine Mail an ${email} ist unterwegs. Ihr Link gilt einmal und 24 Stunden lang. Nichts angekommen? Sehen Sie im Spam-Ordner nach, oder prüfen Sie die Adresse.`,
    haveOne: "Sie haben schon ein Konto?",
    signIn: "Anmelden",
  },
};

export const text = dictionary(texts);
