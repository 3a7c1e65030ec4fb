import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Sign in to Rookery",
    documentTitle: "Sign in",
    line: "Your websites, in one calm place.",
    email: "Email",
    password: "Password",
    show: "Show password",
    conceal: "Conceal password",
    submit: "Sign in",
    passkey: "Sign in with a passkey",
    forgot: "Forgot your password?",
    singleSignOn: "Single sign-on",
    newHere: "New here?",
    register: "Create an account",
  },
});
