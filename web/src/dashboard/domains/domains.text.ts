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
    endangered: {
      title: "Records that could be taken over",
      text: (more: boolean) =>
        `They lead to names that are nobody’s any more. Their customers were told by mail.${more ? " These are the newest." : ""}`,
      domain: "Domain",
    },
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
    endangered: {
      title: "Einträge, die übernommen werden könnten",
      text: (more) =>
        `Sie führen zu Namen, die niemandem mehr gehören. Die Kunden haben eine E-Mail bekommen.${more ? " Das sind die neuesten." : ""}`,
      domain: "Domain",
    },
    emptyTitle: "Hier sind keine Domains",
    emptyText: "Was Kunden registriert oder mitgebracht haben, steht hier.",
  },
});
