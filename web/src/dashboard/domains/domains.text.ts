import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Domains",
    line: (n: number, narrowed: boolean) => (narrowed ? `${n} found.` : `The newest ${n}.`),
    lineEmpty: "Nothing to show.",
    certificates: "Certificates",
    prices: "Prices",
    customer: "Customer",
    show: "Show customer",
    emptyTitle: "No domains here",
    emptyText: "What customers have registered or brought along is listed here.",
  },
  de: {
    title: "Domains",
    line: (n, narrowed) => (narrowed ? `${n} gefunden.` : `Die neuesten ${n}.`),
    lineEmpty: "Nichts anzuzeigen.",
    certificates: "Zertifikate",
    prices: "Preise",
    customer: "Kunde",
    show: "Kunde anzeigen",
    emptyTitle: "Hier sind keine Domains",
    emptyText: "Was Kunden registriert oder mitgebracht haben, steht hier.",
  },
});
