import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Domains",
    line: (total: number, open: number) =>
      open === 0
        ? total === 1
          ? "One domain, ready to use."
          : `${total} domains, all ready to use.`
        : `${total === 1 ? "One domain" : `${total} domains`}, ${open === total ? (total === 1 ? "not" : "none") : total - open} ready to use.`,
    lineEmpty: "No domain is here yet.",
    found: (n: number) => (n === 1 ? "One found." : `${n} found.`),
    emptyTitle: "No domains yet",
    emptyText: "Register one, or add a domain that you have at another provider. It stays registered there.",
    add: "Add domain",
    register: "Register domain",
    wanted: "Name you would like",
    search: "Search for a domain",
    close: "Close",
    adding: {
      title: "Add a domain you have",
      about:
        "It stays registered where it is. Next you get one record to set in its DNS; once we see it, the domain counts as yours.",
      name: "Domain",
      hint: "Such as example.com",
      missing: "Enter a domain such as example.com.",
      submit: "Add domain",
    },
  },
  de: {
    title: "Domains",
    line: (total, open) =>
      open === 0
        ? total === 1
          ? "Eine Domain, einsatzbereit."
          : `${total} Domains, alle einsatzbereit.`
        : `${total === 1 ? "Eine Domain" : `${total} Domains`}, ${open === total ? (total === 1 ? "nicht" : "keine") : total - open} einsatzbereit.`,
    lineEmpty: "Hier ist noch keine Domain.",
    found: (n) => `${n} gefunden.`,
    emptyTitle: "Noch keine Domains",
    emptyText:
      "Registrieren Sie eine, oder fügen Sie eine hinzu, die Sie bei einem anderen Anbieter haben. Registriert bleibt sie dort.",
    add: "Domain hinzufügen",
    register: "Domain registrieren",
    wanted: "Ihr Wunschname",
    search: "Domain suchen",
    close: "Schließen",
    adding: {
      title: "Eine eigene Domain hinzufügen",
      about:
        "Sie bleibt registriert, wo sie ist. Danach bekommen Sie einen Eintrag für ihr DNS; sobald wir ihn sehen, gilt die Domain als Ihre.",
      name: "Domain",
      hint: "Etwa example.com",
      missing: "Geben Sie eine Domain wie example.com ein.",
      submit: "Domain hinzufügen",
    },
  },
});
