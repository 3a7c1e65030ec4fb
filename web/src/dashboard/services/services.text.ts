import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Websites",
    line: (n: number, state: string | undefined) => (state ? `${n} in the state “${state}”.` : `The newest ${n}.`),
    lineEmpty: "Nothing to show.",
    list: "Websites",
    filter: "State",
    all: "Every state",
    website: "Website",
    customer: "Customer",
    show: "Show customer",
    status: "Status",
    paidUntil: "Paid until",
    loading: "Loading the websites",
    failed: "The websites can’t be shown right now",
    emptyTitle: "No websites here",
    emptyText: "What customers have ordered and paid is listed here.",
  },
});
