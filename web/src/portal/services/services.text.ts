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
});
