import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Site log",
    live: "Following",
    label: "What the site writes",
    empty: "Nothing yet. Requests to the site show up here within seconds.",
    loading: "Reading the log from the node",
    failed: "The log can’t be read right now",
    unknown: "Whether visitors still reach the site can’t be told from here.",
    retry: "Try again",
    reference: "Reference",
  },
  de: {
    title: "Protokoll der Website",
    live: "Folgt",
    label: "Was die Website schreibt",
    empty: "Noch nichts. Anfragen an die Website erscheinen hier in Sekunden.",
    loading: "Protokoll wird vom Node gelesen",
    failed: "Das Protokoll kann gerade nicht gelesen werden",
    unknown: "Ob Besucher die Website erreichen, lässt sich von hier aus nicht sagen.",
    retry: "Erneut versuchen",
    reference: "Referenz",
  },
});
