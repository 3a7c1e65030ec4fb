import { may } from "../kernel/permissions.state.ts";

/** What a product is of; each brings screens and steps of its own. */
export const families = ["hosting"] as const;
export type ProductFamily = (typeof families)[number];

/** An extra is edited and sold as plans are, but on top of one: more of what a plan has, as often as somebody wants it. */
export const planKinds = ["plan", "extra"] as const;
export type PlanKind = (typeof planKinds)[number];
/** How many of the same a website can have. */
export const extraCountMax = 20;

/** Of products and of plans. A draft was never on sale. */
export const saleStates = ["draft", "on_sale", "retired"] as const;
export type SaleState = (typeof saleStates)[number];

/** How often is paid. */
export const intervals = ["month", "year"] as const;
export type Interval = (typeof intervals)[number];

const allowedFrom = {
  offerProduct: ["draft", "retired"],
  retireProduct: ["draft", "on_sale"],
  /** A plan goes on sale with its first version. */
  publishPlan: ["draft", "on_sale"],
  offerPlan: ["retired"],
  retirePlan: ["draft", "on_sale"],
} satisfies Record<string, SaleState[]>;
export type CatalogAction = keyof typeof allowedFrom;

/** Shared with web/: buttons and commands read the same table. */
export const can = (action: CatalogAction, row: { state: SaleState }): boolean =>
  (allowedFrom[action] as readonly SaleState[]).includes(row.state);

/** Who may do it. Read by the commands and by the buttons, too. */
export const allowed = { read: may("catalog:read"), manage: may("catalog:manage") } as const;

/** What a plan can hold: not below what a node takes, and not above. */
export const limitRanges = {
  memoryMb: { min: 64, max: 1_048_576 },
  cpuPercent: { min: 5, max: 25_600 },
  processes: { min: 32, max: 65_536 },
  diskMb: { min: 64, max: 67_108_864 },
} as const;
export const quotaRanges = {
  trafficGb: { min: 1, max: 1_000_000 },
  sites: { min: 1, max: 1_000 },
  databases: { min: 0, max: 1_000 },
} as const;
/** What a version of this kind can hold: an extra adds to some of it, and nothing to the rest. */
export function rangesOf(kind: PlanKind) {
  const ranges = { ...limitRanges, ...quotaRanges };
  const least = (min: number): number => (kind === "extra" ? 0 : min);
  const within = ({ min, max }: { min: number; max: number }) => ({ min: least(min), max });
  return {
    memoryMb: within(ranges.memoryMb),
    cpuPercent: within(ranges.cpuPercent),
    processes: within(ranges.processes),
    diskMb: within(ranges.diskMb),
    trafficGb: within(ranges.trafficGb),
    sites: within(ranges.sites),
    databases: within(ranges.databases),
  };
}

/** In the smallest unit of money. */
export const priceMax = 100_000_00;

/** What stands in addresses. */
export const slugPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
