import type { Interval } from "#core/catalog/catalog.state.ts";
import type { Money } from "#web/lib/money.ts";
import { formatCores, formatMegabytes, formatNumber } from "#web/lib/size.ts";
import { text } from "./extras.text.ts";
import type { PlanShown } from "./plan-face.tsx";

type Held = Pick<PlanShown, "limits" | "quotas">;

/** What an extra adds, in words; what it adds nothing to is left out. */
export function addedBy({ limits, quotas }: Held): string[] {
  const each: readonly [number, (n: number) => string][] = [
    [limits.memoryMb, (n) => text.memory(formatMegabytes(n))],
    [limits.cpuPercent, (n) => text.processor(formatCores(n))],
    [limits.diskMb, (n) => text.storage(formatMegabytes(n))],
    [limits.processes, text.processes],
    [quotas.trafficGb, (n) => text.traffic(formatNumber(n))],
    [quotas.sites, text.sites],
    [quotas.databases, text.databases],
  ];
  return each.flatMap(([n, words]) => (n > 0 ? [words(n)] : []));
}

/** "2 × 1 GB memory"; nothing where there are none. */
export const wordsOfExtras = (extras: readonly { name: string; count: number }[]): string =>
  extras.map(({ name, count }) => `${count} × ${name}`).join(", ");

/** What one costs each interval; null where it is not sold by it. */
export const extraPrice = (extra: { price: Money; yearlyPrice: Money | null }, interval: Interval): Money | null =>
  interval === "year" ? extra.yearlyPrice : extra.price;
