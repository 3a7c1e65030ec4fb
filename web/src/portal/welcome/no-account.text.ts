import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: (name: string) => `Hello, ${name}`,
    documentTitle: "Welcome",
    line: "You belong to no account right now.",
    elsewhere: "Your account has a sign-in of its own",
    elsewhereText: (number: number) =>
      `Account ${number} lets people in through its company’s sign-in only. Your password opens nothing there.`,
    toProvider: "Go to that sign-in",
    open: "Open an account of your own",
    openText: "It has its own websites, orders and people, and you own it.",
    name: "Account name",
    missing: "Enter a name.",
    submit: "Open account",
    invited: "Were you invited?",
    invitedText: "Open the link in the mail. It is good for 7 days, for the address it was sent to.",
    security: "Security",
    securityText:
      "Your password, your second factors and where you are signed in stay yours. There you can also have yourself erased.",
    toSecurity: "Go to security",
  },
  de: {
    title: (name) => `Hallo, ${name}`,
    documentTitle: "Willkommen",
    line: "Sie gehören zurzeit zu keinem Konto.",
    elsewhere: "Ihr Konto hat eine eigene Anmeldung",
    elsewhereText: (number) =>
      `Das Konto ${number} lässt Personen nur über die Anmeldung seiner Firma herein. Ihr Passwort öffnet dort nichts.`,
    toProvider: "Zu dieser Anmeldung",
    open: "Eigenes Konto eröffnen",
    openText: "Es hat eigene Websites, Bestellungen und Personen, und Sie sind Inhaber.",
    name: "Kontoname",
    missing: "Geben Sie einen Namen ein.",
    submit: "Konto eröffnen",
    invited: "Wurden Sie eingeladen?",
    invitedText: "Öffnen Sie den Link in der Mail. Er gilt 7 Tage lang, für die Adresse, an die er ging.",
    security: "Sicherheit",
    securityText:
      "Ihr Passwort, Ihre zweiten Faktoren und wo Sie angemeldet sind, bleibt Ihres. Dort können Sie sich auch löschen lassen.",
    toSecurity: "Zur Sicherheit",
  },
});
