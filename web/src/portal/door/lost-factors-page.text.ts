import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Have you lost your second factors?",
    line: "Then begin the wait. We mail you when it is over, and your password alone signs you in. If you did not ask for this, close this page and change your password.",
    begin: "Begin the wait",
    begunTitle: "The wait has begun",
    begunLine: (until: string) =>
      `It ends on ${until}. We mail you then. Signing in with a second factor, or changing your password, stops it.`,
    voidTitle: "This link opens nothing",
    voidLine: "It was used already, is too old, or was stopped. Sign in with your password to ask for another one.",
    signIn: "Sign in",
  },
  de: {
    title: "Haben Sie Ihre zweiten Faktoren verloren?",
    line: "Dann beginnen Sie die Wartezeit. Wir schreiben Ihnen, wenn sie vorbei ist; dann genügt Ihr Passwort allein. Wenn Sie nicht darum gebeten haben, schließen Sie diese Seite und ändern Sie Ihr Passwort.",
    begin: "Wartezeit beginnen",
    begunTitle: "Die Wartezeit hat begonnen",
    begunLine: (until) =>
      `Sie endet am ${until}. Dann schreiben wir Ihnen. Wer sich mit einem zweiten Faktor anmeldet oder Ihr Passwort ändert, beendet sie.`,
    voidTitle: "Dieser Link öffnet nichts",
    voidLine:
      "Er wurde schon benutzt, ist zu alt oder wurde gestoppt. Melden Sie sich mit Ihrem Passwort an, um einen neuen anzufordern.",
    signIn: "Anmelden",
  },
});
