import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Ending soon",
    left: (days: number) => (days <= 0 ? "Ended" : days === 1 ? "1 day left" : `${days} days left`),
    renewed: "Its renewal is ordered a month before, and paid by a saved card or by hand",
    ends: "Ends then, unless you renew it",
    open: "Renew",
    openOf: (name: string) => `Renew ${name}`,
    more: "There are more. Search for them in the list.",
  },
  de: {
    title: "Endet bald",
    left: (days) => (days <= 0 ? "Beendet" : days === 1 ? "Noch 1 Tag" : `Noch ${days} Tage`),
    renewed: "Die Verlängerung wird einen Monat vorher bestellt und mit gespeicherter Karte oder von Hand bezahlt",
    ends: "Endet dann, wenn Sie nicht verlängern",
    open: "Verlängern",
    openOf: (name) => `${name} verlängern`,
    more: "Es gibt weitere. Suchen Sie danach in der Liste.",
  },
});
