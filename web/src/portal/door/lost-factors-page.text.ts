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
});
