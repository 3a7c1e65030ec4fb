import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    missing: "This is needed.",
    long: (most: number) => `At most ${most} characters.`,
    whole: "A whole number.",
    between: (least: number, most: number) => `A number from ${least} to ${most}.`,
    unfitting: "This does not fit. Look at what is asked for.",
  },
});
