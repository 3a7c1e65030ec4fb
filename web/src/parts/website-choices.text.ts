import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    loading: "Loading the websites",
    failed: "The websites can’t be shown right now",
    again: "Try again",
    none: "There is no website yet.",
    find: "Find a website",
    noMatch: "No website is called that.",
    more: (count: number) => `${count} more are not shown. Find them by name.`,
  },
  de: {
    loading: "Websites werden geladen",
    failed: "Die Websites können gerade nicht angezeigt werden",
    again: "Erneut versuchen",
    none: "Es gibt noch keine Website.",
    find: "Website suchen",
    noMatch: "Keine Website heißt so.",
    more: (count) => `${count} weitere werden nicht angezeigt. Suchen Sie sie nach Namen.`,
  },
});
