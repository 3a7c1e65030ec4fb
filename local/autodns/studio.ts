import { z } from "zod";
import { notThere } from "./answer.ts";
import { endings, premiumClass, premiumCost, premiumRenewCost, registrable, says } from "./ending.ts";
import { type Operation, operation, type Work } from "./operation.ts";

const services = z.array(z.enum(["WHOIS", "PRICE", "ESTIMATION"])).optional();
const Search = z.strictObject({
  currency: z.string().length(3).optional(),
  sources: z.strictObject({
    custom: z.strictObject({ domains: z.array(z.string()).max(100), services }).optional(),
    suggestion: z
      .strictObject({
        domains: z.array(z.string()).max(5),
        tlds: z.array(z.string()).max(100).optional(),
        max: z.int().min(1).max(100).optional(),
        services,
      })
      .optional(),
  }),
});

function statusOf({ data }: Work, written: string): string {
  const found = registrable(written);
  if (!found) return "INVALID";
  const { name, label } = found;
  if (says(label, "taken") || data.domains.get(name)) return "ASSIGNED";
  if (data.jobs.oldestFirst().some(({ object }) => object === name)) return "ASSIGNED";
  if (says(label, "premium")) return "PREMIUM";
  if (says(label, "reserved")) return "RESERVED";
  return says(label, "timeout") ? "TIMEOUT" : "FREE";
}

function envelope(work: Work, written: string, source: "CUSTOM" | "SUGGESTION") {
  const status = statusOf(work, written);
  const found = registrable(written);
  const cents = status === "PREMIUM" ? premiumCost : found?.ending.register;
  const renewal = status === "PREMIUM" ? premiumRenewCost : found?.ending.renew;
  const prices = Object.entries({ create: cents, renew: renewal }).flatMap(([businessCase, of]) =>
    of === undefined ? [] : { amount: of / 100, currency: "EUR", businessCase },
  );
  return {
    ...{ domain: found?.name ?? written, idn: written, tld: found?.ending.ending ?? "", source },
    services: {
      whois: { status: status === "TIMEOUT" ? "TIMEOUT" : "SUCCESS", data: { status } },
      ...(prices.length > 0 && { price: { status: "SUCCESS", data: { prices } } }),
    },
  };
}

/** What else could be called so. */
function suggestions(work: Work, words: readonly string[], tlds: readonly string[], max: number) {
  const labels = words.flatMap((word) => {
    const label = registrable(word)?.label ?? word.split(".")[0] ?? "";
    return [`${label}-online`, `my-${label}`, `${label}-shop`];
  });
  const names = labels.flatMap((label) => tlds.map((tld) => `${label}.${tld}`));
  return names
    .filter((name) => statusOf(work, name) === "FREE")
    .slice(0, max)
    .map((name) => envelope(work, name, "SUGGESTION"));
}

export const studioOperations: readonly Operation[] = [
  operation("GET /domainpremium/{name}", undefined, (work, { name }) => {
    if (statusOf(work, name) !== "PREMIUM") throw notThere("premium name", name);
    const classes = { priceClass: premiumClass, priceClassRenew: premiumClass };
    return { data: [{ name, price: premiumCost / 100, currency: "EUR", ...classes }] };
  }),
  operation("POST /domainstudio", Search, (work, _path, { sources: { custom, suggestion } }) => {
    const asked = (custom?.domains ?? []).map((name) => envelope(work, name, "CUSTOM"));
    const known = endings.map(({ ending }) => ending);
    const { domains = [], tlds = known, max = 10 } = suggestion ?? {};
    const data = [...asked, ...suggestions(work, domains, tlds, max)];
    return { data, object: { type: "DomainEnvelope", summary: data.length } };
  }),
];
