import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Welcome to staff",
    documentTitle: "Welcome to staff",
    line: "Choose the password you will sign in with. This link works once.",
    account: "Email",
    password: "Password",
    submit: "Save the password",
    doneTitle: "Your password was saved",
    doneLine: "Sign in with it now.",
    signIn: "Sign in",
    voidTitle: "This link opens nothing",
    voidLine:
      "It was used already, is older than 72 hours, or was not copied whole. Ask whoever appointed you for another one.",
    again: "Sign in",
    retryIn: (seconds: number) => `Try again in ${seconds} s.`,
  },
  de: {
    title: "Willkommen im Team",
    documentTitle: "Willkommen im Team",
    line: "Wählen Sie das Passwort, mit dem Sie sich anmelden. Dieser Link gilt einmal.",
    account: "E-Mail",
    password: "Passwort",
    submit: "Passwort speichern",
    doneTitle: "Ihr Passwort wurde gespeichert",
    doneLine: "Melden Sie sich jetzt damit an.",
    signIn: "Anmelden",
    voidTitle: "Dieser Link öffnet nichts",
    voidLine:
      "Er wurde schon benutzt, ist älter als 72 Stunden oder wurde nicht vollständig kopiert. Bitten Sie die Person, die Sie eingeladen hat, um einen neuen.",
    again: "Anmelden",
    retryIn: (seconds) => `Versuchen Sie es in ${seconds} s noch einmal.`,
  },
});
