import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Activity",
    loading: "Loading what happened in your account",
    failed: "What happened in your account can’t be shown right now",
    file: "rookery-activity",
  },
  de: {
    title: "Aktivität",
    loading: "Es wird geladen, was in Ihrem Konto geschah",
    failed: "Was in Ihrem Konto geschah, kann gerade nicht angezeigt werden",
    file: "rookery-aktivitaet",
  },
});
