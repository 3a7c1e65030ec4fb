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
});
