import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    missing: "This is needed.",
    long: (most: number) => `At most ${most} characters.`,
    whole: "A whole number.",
    between: (least: number, most: number) => `A number from ${least} to ${most}.`,
    unfitting: "This does not fit. Look at what is asked for.",
  },
  de: {
    missing: "Das wird benötigt.",
    long: (most) => `Höchstens ${most} Zeichen.`,
    whole: "Eine ganze Zahl.",
    between: (least, most) => `Eine Zahl von ${least} bis ${most}.`,
    unfitting: "Das passt nicht. Sehen Sie nach, was verlangt wird.",
  },
});
