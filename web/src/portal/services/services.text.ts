import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Websites",
    line: (total: number, live: number) =>
      live === total
        ? total === 1
          ? "One website, and it is live."
          : `${total} websites, all live.`
        : `${total === 1 ? "One website" : `${total} websites`}, ${live === 0 ? "none" : live} live.`,
    lineEmpty: "Nothing runs here yet.",
    newSite: "New website",
    list: "Websites",
    website: "Website",
    status: "Status",
    paidUntil: "Paid until",
    price: "Price",
    loading: "Loading websites",
    failed: "Your websites can’t be shown right now",
    emptyTitle: "No websites yet",
    emptyText: "Choose a plan and a name. It is set up while you watch, or your money comes back.",
  },
  de: {
    title: "Websites",
    line: (total, live) =>
      live === total
        ? total === 1
          ? "Eine Website, und sie ist live."
          : `${total} Websites, alle live.`
        : `${total === 1 ? "Eine Website" : `${total} Websites`}, ${live === 0 ? "keine" : live} live.`,
    lineEmpty: "Hier läuft noch nichts.",
    newSite: "Neue Website",
    list: "Websites",
    website: "Website",
    status: "Status",
    paidUntil: "Bezahlt bis",
    price: "Preis",
    loading: "Websites werden geladen",
    failed: "Ihre Websites können gerade nicht angezeigt werden",
    emptyTitle: "Noch keine Websites",
    emptyText:
      "Wählen Sie einen Tarif und einen Namen. Die Website entsteht vor Ihren Augen, oder Sie bekommen Ihr Geld zurück.",
  },
});
