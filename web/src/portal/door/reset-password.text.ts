import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Choose a new password",
    documentTitle: "Choose a new password",
    line: "Saving it signs you out everywhere.",
    password: "New password",
    submit: "Save the password",
    doneTitle: "Your password was changed",
    doneLine: "You were signed out everywhere. Sign in with the new password.",
    signIn: "Sign in",
    voidTitle: "This link opens nothing",
    voidLine: "It was used already, is too old, or was not copied whole. Your password is as it was.",
    again: "Ask for a new link",
  },
  de: {
    title: "Neues Passwort wählen",
    documentTitle: "Neues Passwort wählen",
    line: "Beim Speichern werden Sie überall abgemeldet.",
    password: "Neues Passwort",
    submit: "Passwort speichern",
    doneTitle: "Ihr Passwort wurde geändert",
    doneLine: "Sie wurden überall abgemeldet. Melden Sie sich mit dem neuen Passwort an.",
    signIn: "Anmelden",
    voidTitle: "Dieser Link öffnet nichts",
    voidLine: "Er wurde schon benutzt, ist zu alt oder wurde nicht vollständig kopiert. Ihr Passwort ist, wie es war.",
    again: "Neuen Link anfordern",
  },
});
