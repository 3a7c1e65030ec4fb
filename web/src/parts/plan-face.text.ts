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
});
