import { z } from "zod";
import type { EndingCosts } from "../ports.ts";
import type { Autodns } from "./client.ts";
import { cents } from "./studio.ts";

const ArticlePrice = z.object({
  article: z.object({ type: z.string().nullish(), label: z.string().nullish() }).nullish(),
  businessCasePrices: z
    .array(
      z.object({
        businessCase: z.string().nullish(),
        prices: z
          .array(
            z.object({
              amount: z.number().nullish(),
              currency: z.string().nullish(),
              period: z.object({ unit: z.string().nullish(), period: z.number().nullish() }).nullish(),
            }),
          )
          .nullish(),
      }),
    )
    .nullish(),
});

const pageSize = 500;

/** What they take for each ending. */
export async function readCosts(call: Autodns): Promise<EndingCosts[]> {
  const found: EndingCosts[] = [];
  for (let offset = 0; ; offset += pageSize) {
    const { data } = await call({
      method: "POST",
      path: "/price/article/_search",
      body: {
        filters: [{ key: "type", value: "domain", operator: "EQUAL" }],
        view: { currency: "EUR", limit: pageSize, offset },
      },
      data: ArticlePrice,
    });
    found.push(...data.flatMap(costsOf));
    if (data.length < pageSize) return found;
  }
}

function costsOf({ article, businessCasePrices }: z.output<typeof ArticlePrice>): EndingCosts[] {
  const ending = article?.label?.toLowerCase().replace(/^\./, "");
  if (!ending || !/^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(ending)) return [];
  const of = (name: string): number | null => {
    const prices = businessCasePrices?.find(({ businessCase }) => businessCase?.toLowerCase() === name)?.prices ?? [];
    const yearly = prices.find(
      ({ currency, period }) =>
        currency === "EUR" && (period?.unit ?? "YEAR") === "YEAR" && (period?.period ?? 1) === 1,
    );
    return typeof yearly?.amount === "number" ? cents(yearly.amount) : null;
  };
  return [{ ending, register: of("create"), renew: of("renew"), transfer: of("transfer"), restore: of("restore") }];
}
