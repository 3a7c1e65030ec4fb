import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Almost there",
    line: (email: string) => (email ? `You will sign in with ${email}.` : "Tell us who you are."),
    submit: "Create account",
    voidTitle: "This link opens nothing",
    voidLine: "It was used already, is too old, or was not copied whole. If you have an account by now, sign in.",
    again: "Ask for a new link",
    signIn: "Sign in",
  },
  de: {
    title: "Fast geschafft",
    line: (email) => (email ? `Sie melden sich künftig mit ${email} an.` : "Sagen Sie uns, wer Sie sind."),
    submit: "Konto erstellen",
    voidTitle: "Dieser Link öffnet nichts",
    voidLine:
      "Er wurde schon benutzt, ist zu alt oder wurde nicht vollständig kopiert. Wenn Sie inzwischen ein Konto haben, melden Sie sich an.",
    again: "Neuen Link anfordern",
    signIn: "Anmelden",
  },
});
