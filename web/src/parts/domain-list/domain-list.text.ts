import { dictionary } from "#web/lib/dictionary.ts";

/** Lists of domains, for customers and staff. */
export const text = dictionary({
  en: {
    title: "Domains",
    search: "Search by name",
    filter: "State",
    all: "Every state",
    name: "Domain",
    status: "Status",
    registrar: "Registered",
    registrars: { autodns: "With us", external: "Elsewhere" },
    expires: "Runs until",
    loading: "Loading domains",
    failed: "The domains can’t be shown right now",
    nothingTitle: "No domain like that",
    nothingText: "Search for a part of its name, or look at every state.",
  },
  de: {
    title: "Domains",
    search: "Nach Namen suchen",
    filter: "Status",
    all: "Jeder Status",
    name: "Domain",
    status: "Status",
    registrar: "Registriert",
    registrars: { autodns: "Bei uns", external: "Anderswo" },
    expires: "Läuft bis",
    loading: "Domains werden geladen",
    failed: "Die Domains können gerade nicht angezeigt werden",
    nothingTitle: "Keine solche Domain",
    nothingText: "Suchen Sie nach einem Teil des Namens, oder sehen Sie jeden Status an.",
  },
});
