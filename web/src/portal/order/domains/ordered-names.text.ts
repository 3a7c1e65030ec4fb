import { dictionary } from "#web/lib/dictionary.ts";

/** What an order's page says of its domains before anybody searches for one. */
export const text = dictionary({
  en: {
    optional: "If you like, register a domain with this order. The address above works either way.",
    alone: "A word, a name with its ending, or up to 20 names at once.",
    loading: "Loading the search",
    unknown: (names: string) => `${names} could not be looked up yet.`,
    mayNot: "Your role can’t say who holds a domain. Owners and administrators can.",
    linked: (names: string) => `${names} is looked up as soon as you are signed in.`,
    domain: (name: string) => `Domain ${name}`,
    renewal: "Domains, each year after",
    paidBy: {
      card: "Renewals of domains are charged to your card, a week after a mail names the price.",
      person: "Renewals of domains wait for you to pay them.",
    },
  },
  de: {
    optional:
      "Wenn Sie möchten, registrieren Sie mit dieser Bestellung eine Domain. Die Adresse oben gilt in jedem Fall.",
    alone: "Ein Wort, ein Name mit Endung oder bis zu 20 Namen auf einmal.",
    loading: "Die Suche wird geladen",
    unknown: (names) => `${names} konnte noch nicht nachgesehen werden.`,
    mayNot: "Mit Ihrer Rolle können Sie nicht angeben, wem eine Domain gehört. Inhaber und Administratoren können es.",
    linked: (names) => `Sobald Sie angemeldet sind, sehen wir nach: ${names}.`,
    domain: (name) => `Domain ${name}`,
    renewal: "Domains, jedes weitere Jahr",
    paidBy: {
      card: "Verlängerungen der Domains zahlt Ihre Karte, eine Woche nachdem eine E-Mail den Preis nennt.",
      person: "Verlängerungen der Domains warten darauf, dass Sie sie bezahlen.",
    },
  },
});
