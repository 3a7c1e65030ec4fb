import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Activity",
    loading: "Loading what happened in your account",
    failed: "What happened in your account can’t be shown right now",
    file: "rookery-activity",
  },
});
