import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Single sign-on",
    line: "Sign in where your company signs you in.",
    at: "Work email or account number",
    missing: "Enter your email address at work, or the number of the account.",
    submit: "Continue",
    other: "No single sign-on?",
    password: "Sign in with a password",
    working: "One moment",
    workingLine: "We are checking what your company’s sign-in said.",
    failed: "You are not signed in",
    again: "Begin again",
    noRole: "Your company’s sign-in gives you no access to this account. Ask whoever looks after it.",
    connect: "One more step",
    connectLine: (email: string) =>
      `There is a Rookery sign-in for ${email} already. Sign in with it once, so that we know that it is yours.`,
    signIn: "Sign in to connect",
    tested: "The test succeeded",
    testedLine: "Nobody was signed in. This is what the provider says; roles can hang on any of it.",
    back: "Back to the settings",
    connecting: "Connect your sign-in",
    connectingLine: "From then on your company’s sign-in opens Rookery for you.",
    connectNow: "Connect",
    connected: "Connected",
    connectedLine: "From now on your company’s sign-in opens Rookery for you.",
    goOn: "Continue to Rookery",
  },
});
