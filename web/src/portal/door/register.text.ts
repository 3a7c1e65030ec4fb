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
    show: "Show password",
    conceal: "Conceal password",
    submit: "Create account",
    haveOne: "Have an account?",
    signIn: "Sign in",
    problems: "Something needs a change",
    nameMissing: "Enter your name.",
    accountNameMissing: "Enter a name for the account.",
    emailWrong: "Enter an email address, such as you@company.example.",
    strengthEmpty: "15 characters or more. A sentence you remember is ideal.",
    strengthShort: (missing: number) => (missing === 1 ? "1 more character." : `${missing} more characters.`),
    strengthPlain: "Long enough, but it repeats itself. Mix in another word.",
    strengthGood: "Strong.",
    passwordShort: "A password has at least 15 characters.",
  },
});
