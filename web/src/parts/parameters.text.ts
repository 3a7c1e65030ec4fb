import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    missing: "This is needed.",
    long: (most: number) => `At most ${most} characters.`,
    whole: "A whole number.",
    between: (least: number, most: number) => `A number from ${least} to ${most}.`,
    unfitting: "This does not fit. Look at what is asked for.",
    maintained: (makers: string, debian: string) =>
      `Maintained by its makers until ${makers}, and kept secure by Debian until ${debian}.`,
    secured: (makers: string, debian: string) =>
      `Its makers ended it on ${makers}. It goes on running, and Debian keeps it secure until ${debian}. Choose a newer one where you can.`,
    ended: (debian: string) =>
      `Nobody has kept it secure since ${debian}. It goes on running: choose a newer one as soon as you can.`,
  },
  de: {
    missing: "Das wird benötigt.",
    long: (most) => `Höchstens ${most} Zeichen.`,
    whole: "Eine ganze Zahl.",
    between: (least, most) => `Eine Zahl von ${least} bis ${most}.`,
    unfitting: "Das passt nicht. Sehen Sie nach, was verlangt wird.",
    maintained: (makers, debian) =>
      `Von den Herstellern gepflegt bis ${makers}, von Debian sicher gehalten bis ${debian}.`,
    secured: (makers, debian) =>
      `Die Hersteller haben diese Version am ${makers} eingestellt. Sie läuft weiter, und Debian hält sie sicher bis ${debian}. Wählen Sie, wenn möglich, eine neuere.`,
    ended: (debian) =>
      `Seit ${debian} hält niemand diese Version mehr sicher. Sie läuft weiter: Wählen Sie bald eine neuere.`,
  },
});
