import type { z } from "zod";
import type { setUp } from "./setup.ts";

type Input = z.input<typeof setUp.input>;
type NewTerms = Input["plans"][number]["terms"];

export const euros = (minor: number) => ({ minor, currency: "EUR" as const });

export const someTerms = (more: Partial<NewTerms> = {}): NewTerms => ({
  price: euros(500),
  limits: { memoryMb: 64, cpuPercent: 25, processes: 64, diskMb: 512 },
  quotas: { trafficGb: 50, sites: 1, databases: 0 },
  ...more,
});

export const somePlan = (slug: string, terms = someTerms()): Input["plans"][number] => ({
  slug,
  name: slug.toUpperCase(),
  summary: "One site",
  terms,
});

/** Adds to what is named, and to nothing else. */
export const someExtra = (
  slug: string,
  { price, limits = {}, quotas = {} }: { price: ReturnType<typeof euros>; limits?: object; quotas?: object },
) => ({
  ...{ slug, kind: "extra" as const, name: slug.toUpperCase(), summary: "More" },
  terms: someTerms({
    price,
    limits: { memoryMb: 0, cpuPercent: 0, processes: 0, diskMb: 0, ...limits },
    quotas: { trafficGb: 0, sites: 0, databases: 0, ...quotas },
  }),
});

export const someProduct = (slug: string, plans = [somePlan(`${slug}-small`), somePlan(`${slug}-large`)]): Input => ({
  slug,
  name: slug.toUpperCase(),
  description: "Websites",
  plans,
});
