import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    new: {
      title: "Confirm your new email address",
      line: (email: string) => `You will sign in with ${email || "it"} when your present address has agreed too.`,
      submit: "Confirm the address",
      oneLine: "Now your present address has to agree: a mail with a link went there.",
    },
    old: {
      title: "Change your email address?",
      line: (email: string) => `You would sign in with ${email || "another address"}, and no more with this one.`,
      submit: "Change the address",
      oneLine: "Now the new address has to confirm: a mail with a link went there.",
    },
    refuse: "This was not me",
    refuseHint: "Ends the change, signs everybody out of your account and mails you a link to choose a new password.",
    refusedTitle: "Nothing was changed",
    refusedLine:
      "Everybody was signed out of your account. A link to choose a new password is in your inbox: use it now.",
    doneTitle: "Thank you",
    bothLine: "Both addresses have confirmed. A mail to each says how you sign in from now on.",
    voidTitle: "This link opens nothing",
    voidLine: "It was used already, is too old, or the change was withdrawn.",
    toSecurity: "Go to your security page",
    signIn: "Sign in",
  },
  de: {
    new: {
      title: "Bestätigen Sie Ihre neue E-Mail-Adresse",
      line: (email) => `Sie melden sich mit ${email || "ihr"} an, sobald auch Ihre bisherige Adresse zugestimmt hat.`,
      submit: "Adresse bestätigen",
      oneLine: "Jetzt muss Ihre bisherige Adresse zustimmen: Eine Mail mit einem Link ging dorthin.",
    },
    old: {
      title: "E-Mail-Adresse ändern?",
      line: (email) => `Sie würden sich mit ${email || "einer anderen Adresse"} anmelden und nicht mehr mit dieser.`,
      submit: "Adresse ändern",
      oneLine: "Jetzt muss die neue Adresse bestätigen: Eine Mail mit einem Link ging dorthin.",
    },
    refuse: "Das war ich nicht",
    refuseHint:
      "Beendet die Änderung, meldet alle von Ihrem Konto ab und sendet Ihnen einen Link, um ein neues Passwort zu wählen.",
    refusedTitle: "Es wurde nichts geändert",
    refusedLine:
      "Alle wurden von Ihrem Konto abgemeldet. Ein Link für ein neues Passwort ist in Ihrem Postfach: Nutzen Sie ihn jetzt.",
    doneTitle: "Vielen Dank",
    bothLine: "Beide Adressen haben bestätigt. Eine Mail an jede sagt, wie Sie sich von nun an anmelden.",
    voidTitle: "Dieser Link öffnet nichts",
    voidLine: "Er wurde schon benutzt, ist zu alt, oder die Änderung wurde zurückgezogen.",
    toSecurity: "Zu Ihrer Sicherheitsseite",
    signIn: "Anmelden",
  },
});
