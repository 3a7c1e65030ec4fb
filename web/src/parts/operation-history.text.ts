import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    history: "Operations",
    historyLoading: "Loading the operations",
    historyFailed: "The operations can’t be shown right now",
    historyEmpty: "Nothing has been done yet.",
    steps: "Steps and log",
  },
  de: {
    history: "Vorgänge",
    historyLoading: "Vorgänge werden geladen",
    historyFailed: "Die Vorgänge können gerade nicht angezeigt werden",
    historyEmpty: "Noch ist nichts geschehen.",
    steps: "Schritte und Protokoll",
  },
});
