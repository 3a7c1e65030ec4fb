import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Confirm that it is you",
    line: "This asks who you are once in a quarter of an hour.",
    loading: "Finding out how",
    password: "Password",
    code: "Code from your app",
    recoveryCode: "Recovery code",
    missing: "Fill this in.",
    show: "Show password",
    conceal: "Conceal password",
    passkey: "Use your passkey",
    provider: "Continue to your company’s sign-in",
    providerLine: "You come back to this page. What you typed and did not save here is then gone: do it once more.",
    submit: "Confirm",
    dismiss: "Cancel",
    ways: {
      passkey: "Use a passkey instead",
      provider: "Use your company’s sign-in instead",
      code: "Use a code from your app instead",
      recoveryCode: "Use a recovery code instead",
    },
  },
  de: {
    title: "Bestätigen Sie, dass Sie es sind",
    line: "Danach fragen wir höchstens einmal pro Viertelstunde.",
    loading: "Möglichkeiten werden gesucht",
    password: "Passwort",
    code: "Code aus Ihrer App",
    recoveryCode: "Wiederherstellungscode",
    missing: "Füllen Sie das aus.",
    show: "Passwort anzeigen",
    conceal: "Passwort verbergen",
    passkey: "Passkey verwenden",
    provider: "Weiter zur Anmeldung Ihrer Firma",
    providerLine:
      "Sie kommen auf diese Seite zurück. Was Sie hier eingegeben und nicht gespeichert haben, ist dann weg: Geben Sie es noch einmal ein.",
    submit: "Bestätigen",
    dismiss: "Abbrechen",
    ways: {
      passkey: "Stattdessen einen Passkey verwenden",
      provider: "Stattdessen über Ihre Firma anmelden",
      code: "Stattdessen einen Code aus der App verwenden",
      recoveryCode: "Stattdessen einen Wiederherstellungscode verwenden",
    },
  },
});
