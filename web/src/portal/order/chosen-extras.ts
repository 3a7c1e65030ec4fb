import type { Extra, Plan } from "#web/data/plans.ts";
import type { Money } from "#web/lib/money.ts";

export interface ChosenExtra extends Extra {
  count: number;
}

/** Those of a plan's product, by how many of each were chosen. */
export const chosenExtras = (
  extras: readonly Extra[],
  plan: Plan | undefined,
  counts: Readonly<Record<string, number>>,
): ChosenExtra[] =>
  extras.flatMap((extra) => {
    const count = counts[extra.slug] ?? 0;
    return count > 0 && extra.productId === plan?.product.id ? [{ ...extra, count }] : [];
  });

/** The plan with all that is on top of it, as it would be paid and run. */
export function planWith(plan: Plan, extras: readonly ChosenExtra[]): Plan {
  const total = (of: number, added: (extra: Extra) => number): number =>
    extras.reduce((all, extra) => all + extra.count * added(extra), of);
  const price = <Price extends Money>(of: Price, added: (extra: Extra) => number): Price => ({
    ...of,
    minor: total(of.minor, added),
  });
  const byYear = plan.yearlyPrice && extras.every(({ yearlyPrice }) => yearlyPrice !== null);
  return {
    ...plan,
    price: price(plan.price, (extra) => extra.price.minor),
    yearlyPrice: byYear ? price(plan.yearlyPrice ?? plan.price, (extra) => extra.yearlyPrice?.minor ?? 0) : null,
    limits: {
      memoryMb: total(plan.limits.memoryMb, ({ limits }) => limits.memoryMb),
      cpuPercent: total(plan.limits.cpuPercent, ({ limits }) => limits.cpuPercent),
      processes: total(plan.limits.processes, ({ limits }) => limits.processes),
      diskMb: total(plan.limits.diskMb, ({ limits }) => limits.diskMb),
    },
    quotas: {
      trafficGb: total(plan.quotas.trafficGb, ({ quotas }) => quotas.trafficGb),
      sites: total(plan.quotas.sites, ({ quotas }) => quotas.sites),
      databases: total(plan.quotas.databases, ({ quotas }) => quotas.databases),
    },
  };
}
