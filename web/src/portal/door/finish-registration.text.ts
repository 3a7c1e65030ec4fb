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
});
