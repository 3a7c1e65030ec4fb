import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    maintained: (makers: string, debian: string) =>
      `Maintained by its makers until ${makers}, and kept secure by Debian until ${debian}.`,
    secured: (makers: string, debian: string) =>
      `Its makers ended it on ${makers}. It goes on running, and Debian keeps it secure until ${debian}.`,
    ended: (debian: string) =>
      `Nobody has kept it secure since ${debian}. It goes on running: choose a newer one as soon as you can.`,
  },
  de: {
    maintained: (makers, debian) =>
      `Von den Herstellern gepflegt bis ${makers}, von Debian sicher gehalten bis ${debian}.`,
    secured: (makers, debian) =>
      `Die Hersteller haben diese Version am ${makers} eingestellt. Sie läuft weiter, und Debian hält sie sicher bis ${debian}.`,
    ended: (debian) =>
      `Seit ${debian} hält niemand diese Version mehr sicher. Sie läuft weiter: Wählen Sie bald eine neuere.`,
  },
});
