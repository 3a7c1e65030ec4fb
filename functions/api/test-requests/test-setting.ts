import type { person } from "#core/identity/person.sql.ts";
import type { Tx } from "#core/kernel/db.ts";
import type { routes } from "../routes/index.ts";
import type { TestApi } from "../test-api.ts";

/** What the samples of every family are made of and with. */
export interface Setting extends TestApi {
  tx: Tx;
  owner: typeof person.$inferSelect;
  createdAt: Date;
  /** What links, invitations and sessions end at. */
  expiresAt: Date;
  /** The plan, as orders and services keep it. */
  sold: ReturnType<typeof soldBy>;
}

export const soldBy = ({ plan }: TestApi) => ({
  planId: plan.id,
  planName: plan.name,
  planVersionId: plan.versionId,
  interval: "month" as const,
  priceMinor: plan.price.minor,
  priceCurrency: plan.price.currency,
});

export interface TestRequest {
  params?: Record<string, string>;
  body?: unknown;
}

/** What the requests of a family must be: of routes that there are. */
export type TestRequests = Partial<Record<keyof typeof routes, TestRequest>>;
