import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: { shown: (n: number) => `${n} shown`, more: "Show older" },
  de: { shown: (n) => `${n} angezeigt`, more: "Ältere anzeigen" },
});
