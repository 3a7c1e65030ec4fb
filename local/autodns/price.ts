import { z } from "zod";
import { endings } from "./ending.ts";
import { type Operation, operation } from "./operation.ts";

const Wanted = z.strictObject({
  filters: z.array(z.strictObject({ key: z.string(), value: z.string(), operator: z.string() })).optional(),
  view: z
    .strictObject({ currency: z.string().length(3), limit: z.int().min(1).max(5000), offset: z.int().min(0) })
    .partial()
    .optional(),
});

const cases = { create: "register", renew: "renew", transfer: "transfer", restore: "restore" } as const;

export const priceOperations: readonly Operation[] = [
  operation("POST /price/article/_search", Wanted, (_work, _path, { view = {} }) => {
    const { limit = 100, offset = 0, currency = "EUR" } = view;
    const prices = endings.map((ending) => ({
      article: { type: "domain", label: ending.ending },
      businessCasePrices: Object.entries(cases).map(([businessCase, column]) => ({
        businessCase,
        prices: [{ amount: ending[column] / 100, currency, type: "NET", period: { unit: "YEAR", period: 1 } }],
      })),
    }));
    return { data: prices.slice(offset, offset + limit), object: { type: "Price", summary: prices.length } };
  }),
];
