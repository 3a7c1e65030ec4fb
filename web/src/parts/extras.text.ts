import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    memory: (size: string) => `${size} memory`,
    processor: (cores: string) => cores,
    storage: (size: string) => `${size} storage`,
    processes: (n: number) => (n === 1 ? "One process" : `${n} processes`),
    traffic: (gigabytes: string) => `${gigabytes} GB traffic a month`,
    sites: (n: number) => (n === 1 ? "One website" : `${n} websites`),
    databases: (n: number) => (n === 1 ? "One database" : `${n} databases`),
    extras: "Extras",
    countOf: (name: string) => `How many: ${name}`,
    none: "None",
    eachOf: (price: string) => `${price} each`,
    notByYear: "Sold by the month only",
    asSold: "As it was sold; you can keep it or give it back",
  },
  de: {
    memory: (size) => `${size} Arbeitsspeicher`,
    processor: (cores) => cores,
    storage: (size) => `${size} Speicherplatz`,
    processes: (n) => (n === 1 ? "Ein Prozess" : `${n} Prozesse`),
    traffic: (gigabytes) => `${gigabytes} GB Datenverkehr pro Monat`,
    sites: (n) => (n === 1 ? "Eine Website" : `${n} Websites`),
    databases: (n) => (n === 1 ? "Eine Datenbank" : `${n} Datenbanken`),
    extras: "Extras",
    countOf: (name) => `Wie oft: ${name}`,
    none: "Keine",
    eachOf: (price) => `Je ${price}`,
    notByYear: "Nur monatlich verkauft",
    asSold: "Wie verkauft; Sie können es behalten oder zurückgeben",
  },
});
