import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Ending soon",
    left: (days: number) => (days <= 0 ? "Ended" : days === 1 ? "1 day left" : `${days} days left`),
    renewed: "Renewed by itself",
    ends: "Ends then: it is not renewed by itself",
    open: "Renew",
    openOf: (name: string) => `Renew ${name}`,
    more: "There are more. Search for them in the list.",
  },
  de: {
    title: "Endet bald",
    left: (days) => (days <= 0 ? "Beendet" : days === 1 ? "Noch 1 Tag" : `Noch ${days} Tage`),
    renewed: "Wird von selbst verlängert",
    ends: "Endet dann: Sie wird nicht von selbst verlängert",
    open: "Verlängern",
    openOf: (name) => `${name} verlängern`,
    more: "Es gibt weitere. Suchen Sie danach in der Liste.",
  },
});
