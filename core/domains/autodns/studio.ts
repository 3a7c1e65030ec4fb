import { z } from "zod";
import { money } from "../../kernel/money.ts";
import type { FoundName, Registrar } from "../ports.ts";
import type { Availability } from "../search.state.ts";
import type { Autodns } from "./client.ts";

const Found = z.object({
  domain: z.string(),
  source: z.string().nullish(),
  services: z
    .object({
      whois: z.object({ data: z.object({ status: z.string().nullish() }).nullish() }).nullish(),
      price: z
        .object({
          data: z
            .object({
              prices: z
                .array(
                  z.object({
                    amount: z.number().nullish(),
                    currency: z.string().nullish(),
                    businessCase: z.string().nullish(),
                  }),
                )
                .nullish(),
            })
            .nullish(),
        })
        .nullish(),
    })
    .nullish(),
});

const availabilities: Readonly<Record<string, Availability>> = {
  FREE: "free",
  ASSIGNED: "taken",
  // Somebody has it and would sell it, which is between them and the customer.
  MARKET: "taken",
  OFFER: "taken",
  PREMIUM: "premium",
  PREMIUM_CLAIM: "reserved",
  CLAIM: "reserved",
  RESERVED: "reserved",
  INVALID: "invalid",
};

const suggestionsMax = 12;

/** Looks names up, and finds others like the words below the endings that are given. */
export async function findNames(
  call: Autodns,
  { names, words, endings }: Parameters<Registrar["findNames"]>[0],
): Promise<FoundName[]> {
  const services = ["WHOIS", "PRICE"];
  const { data } = await call({
    method: "POST",
    path: "/domainstudio",
    body: {
      currency: "EUR",
      sources: {
        custom: { domains: names, services },
        ...(words.length > 0 && { suggestion: { domains: words, tlds: endings, max: suggestionsMax, services } }),
      },
    },
    data: Found,
  });
  return data.map(({ domain, source, services: told }) => {
    const costOf = (what: string) => {
      const price = (told?.price?.data?.prices ?? []).find(({ businessCase }) => businessCase?.toLowerCase() === what);
      return price?.currency === "EUR" && typeof price.amount === "number" ? money(cents(price.amount)) : undefined;
    };
    return {
      name: domain.toLowerCase(),
      suggested: source === "SUGGESTION",
      availability: availabilities[told?.whois?.data?.status ?? ""] ?? "unknown",
      ...{ cost: costOf("create"), renewalCost: costOf("renew") },
    };
  });
}

/** They write amounts as numbers with a point. */
export const cents = (amount: number): number => Math.round(amount * 100);
