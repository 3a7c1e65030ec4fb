import type { OrderRow } from "./order.ts";

type Terms = "siteName" | "app" | "planId" | "planName" | "planVersionId" | "interval";
export type OrderedWebsite = { [Term in Terms]: NonNullable<OrderRow[Term]> };

/** The website in an order; undefined: names alone are ordered. It is there whole or not at all. */
export function websiteOf(row: Pick<OrderRow, Terms>): OrderedWebsite | undefined {
  const { siteName, app, planId, planName, planVersionId, interval } = row;
  if (siteName === null || app === null || planId === null) return undefined;
  if (planName === null || planVersionId === null || interval === null) return undefined;
  return { siteName, app, planId, planName, planVersionId, interval };
}

/** Of an order that cannot be without one. */
export function demandWebsite(row: OrderRow): OrderedWebsite {
  const website = websiteOf(row);
  if (!website) throw new Error(`${row.id} is of no website`);
  return website;
}
