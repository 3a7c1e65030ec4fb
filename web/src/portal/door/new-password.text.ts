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
});
