import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    month: "a month",
    orYear: (price: string) => `Or ${price} for a year`,
    setup: (price: string) => `${price} once, to set it up`,
    month13: (price: string) => `Month 13 too: ${price}`,
    memory: (size: string, cores: string) => `${size} memory, ${cores}`,
    storage: (size: string) => `${size} storage`,
    processes: (n: number) => `Up to ${n} processes`,
    traffic: (gigabytes: string) => `${gigabytes} GB traffic a month`,
    sites: (n: number) => (n === 1 ? "One website" : `${n} websites`),
    databases: (n: number) => (n === 1 ? "One database" : `${n} databases`),
  },
  de: {
    month: "pro Monat",
    orYear: (price) => `Oder ${price} für ein Jahr`,
    setup: (price) => `Einmalig ${price} für die Einrichtung`,
    month13: (price) => `Auch im 13. Monat: ${price}`,
    memory: (size, cores) => `${size} Arbeitsspeicher, ${cores}`,
    storage: (size) => `${size} Speicherplatz`,
    processes: (n) => `Bis zu ${n} Prozesse`,
    traffic: (gigabytes) => `${gigabytes} GB Datenverkehr pro Monat`,
    sites: (n) => (n === 1 ? "Eine Website" : `${n} Websites`),
    databases: (n) => (n === 1 ? "Eine Datenbank" : `${n} Datenbanken`),
  },
});
