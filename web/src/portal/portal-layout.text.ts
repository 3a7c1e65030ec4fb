import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    overview: "Overview",
    services: "Websites",
    domains: "Domains",
    orders: "Orders",
    keys: "API keys",
    account: "Account",
    people: "People",
    activity: "Activity",
    customer: (number: number) => `Customer ${number}`,
  },
  de: {
    overview: "Übersicht",
    services: "Websites",
    domains: "Domains",
    orders: "Bestellungen",
    keys: "API-Schlüssel",
    account: "Konto",
    people: "Personen",
    activity: "Aktivität",
    customer: (number) => `Kunde ${number}`,
  },
});
