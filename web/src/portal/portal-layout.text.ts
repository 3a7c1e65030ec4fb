import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    overview: "Overview",
    services: "Websites",
    orders: "Orders",
    customer: (number: number) => `Customer ${number}`,
  },
});
