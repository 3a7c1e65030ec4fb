import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Forgot your password?",
    documentTitle: "Forgot your password",
    line: "We mail you a link to choose a new one.",
    submit: "Send the link",
    sentLine: (email: string) =>
      `If ${email} has an account, a link is on its way. It works once, for 15 minutes. Nothing there? Look into the spam folder, or check the address.`,
    back: "Back to",
    signIn: "Sign in",
  },
});
