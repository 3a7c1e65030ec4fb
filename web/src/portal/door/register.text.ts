import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Create an account",
    documentTitle: "Create an account",
    line: "We mail you a link to go on. Free until you order something.",
    submit: "Send the link",
    sentLine: (email: string) =>
      `A mail to ${email} is on its way. Its link works once, for 24 hours. Nothing there? Look into the spam folder, or check the address.`,
    haveOne: "Have an account?",
    signIn: "Sign in",
  },
});
