import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Forgot your password?",
    documentTitle: "Forgot your password",
    line: "We mail you a link to choose a new one.",
    submit: "Send the link",
    sentLine: (email: string) =>
      `If ${email} has an account, a link is on its way. It works once, for 15 minutes. Nothing there? Look into the spam folder, or check the address.`,
    back: "Back to",
    signIn: "Sign in",
  },
  de: {
    title: "Passwort vergessen?",
    documentTitle: "Passwort vergessen",
    line: "Wir senden Ihnen einen Link, um ein neues zu wählen.",
    submit: "Link senden",
    sentLine: (email) =>
      `Wenn es zu ${email} ein Konto gibt, ist ein Link unterwegs. Er gilt einmal und 15 Minuten lang. Nichts angekommen? Sehen Sie im Spam-Ordner nach, oder prüfen Sie die Adresse.`,
    back: "Zurück zum",
    signIn: "Anmelden",
  },
});
