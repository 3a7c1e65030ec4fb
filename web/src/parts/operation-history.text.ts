import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    history: "Operations",
    historyLoading: "Loading the operations",
    historyFailed: "The operations can’t be shown right now",
    historyEmpty: "Nothing has been done yet.",
    steps: "Steps and log",
  },
});
