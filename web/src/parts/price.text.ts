import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    of: {
      month: (price: string) => `${price} a month`,
      year: (price: string) => `${price} a year`,
    },
  },
  de: {
    of: {
      month: (price) => `${price} pro Monat`,
      year: (price) => `${price} pro Jahr`,
    },
  },
});
