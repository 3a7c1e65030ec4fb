import { dictionary } from "#web/lib/dictionary.ts";

/** The document says the same before any script has run: web/one-language.ts. */
export const texts = {
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
  de: {
    title: "Bei Rookery anmelden",
    documentTitle: "Anmelden",
    line: "Ihre Websites, in Ruhe an einem Ort.",
    email: "E-Mail",
    password: "Passwort",
    show: "Passwort anzeigen",
    conceal: "Passwort verbergen",
    submit: "Anmelden",
    passkey: "Mit Passkey anmelden",
    forgot: "Passwort vergessen?",
    singleSignOn: "Single Sign-on",
    newHere: "Neu hier?",
    register: "Konto erstellen",
  },
};

export const text = dictionary(texts);
