import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    show: "Show password",
    conceal: "Conceal password",
    short: (minimum: number) => `A password has at least ${minimum} characters here.`,
    strengthEmpty: (minimum: number) => `${minimum} characters or more. A sentence you remember is ideal.`,
    strengthShort: (missing: number) => (missing === 1 ? "1 more character." : `${missing} more characters.`),
    strengthPlain: "Long enough, but it repeats itself. Mix in another word.",
    strengthGood: "Strong.",
  },
  de: {
    show: "Passwort anzeigen",
    conceal: "Passwort verbergen",
    short: (minimum) => `Ein Passwort hat hier mindestens ${minimum} Zeichen.`,
    strengthEmpty: (minimum) => `Mindestens ${minimum} Zeichen. Ideal ist ein Satz, den Sie sich merken.`,
    strengthShort: (missing) => `Noch ${missing} Zeichen.`,
    strengthPlain: "Lang genug, aber es wiederholt sich. Mischen Sie ein weiteres Wort darunter.",
    strengthGood: "Stark.",
  },
});
