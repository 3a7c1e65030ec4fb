import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    documentTitle: "Not found",
    title: "There is no such page",
    text: "The address may be mistyped, or what it led to is gone.",
    back: "Go to the overview",
  },
  de: {
    documentTitle: "Nicht gefunden",
    title: "Diese Seite gibt es nicht",
    text: "Vielleicht ist die Adresse vertippt, oder was dort war, ist weg.",
    back: "Zur Übersicht",
  },
});
