import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Create an account",
    documentTitle: "Create an account",
    line: "Free until you order something.",
    name: "Your name",
    accountName: "Company or project",
    accountNameHint: "Shown on your orders. Your own name is fine.",
    email: "Email",
    password: "Password",
    submit: "Create account",
    haveOne: "Have an account?",
    signIn: "Sign in",
    problems: "Something needs a change",
    nameMissing: "Enter your name.",
    accountNameMissing: "Enter a name for the account.",
    emailWrong: "Enter an email address, such as you@company.example.",
  },
});
