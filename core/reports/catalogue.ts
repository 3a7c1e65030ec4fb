import { and, asc, count, desc, eq, gt, inArray, isNotNull, ne } from "drizzle-orm";
import { z } from "zod";
import { account } from "../accounts/account.sql.ts";
import { allowed, families, planKinds, saleStates } from "../catalog/catalog.state.ts";
import { Terms, termsOf } from "../catalog/index.ts";
import { plan, planVersion } from "../catalog/plan.sql.ts";
import { product } from "../catalog/product.sql.ts";
import { person } from "../identity/person.sql.ts";
import type { Tx } from "../kernel/db.ts";
import { notFound } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { query } from "../kernel/operation.ts";
import { nodeAccount } from "../nodes/node.sql.ts";
import { shortBy } from "../orders/disk-misfit.ts";
import { order, orderedExtras, orderedExtraVersion } from "../orders/order.sql.ts";
import { service, soldExtras, soldExtraVersion } from "../services/service.sql.ts";

const Version = Terms.extend({
  id: Id("planVersion"),
  number: z.int(),
  /** Null: this is the draft. */
  publishedAt: z.date().nullable(),
  /** Null when the platform itself did, or whoever did is gone. */
  publishedBy: z.string().nullable(),
  /** That were sold by it, terminated ones not counted. */
  services: z.int(),
  /** That were placed by it and wait for their payment or their site. */
  openOrders: z.int(),
}).meta({ id: "PlanVersion" });
export type Version = z.infer<typeof Version>;

const CatalogPlan = z
  .object({
    id: Id("plan"),
    kind: z.enum(planKinds),
    slug: z.string(),
    name: z.string(),
    summary: z.string(),
    state: z.enum(saleStates),
    revision: z.int(),
    /** What new orders get while it is on sale. */
    current: Version.nullable(),
    draft: Version.nullable(),
    /** Of all its versions. */
    services: z.int(),
    openOrders: z.int(),
  })
  .meta({ id: "CatalogPlan" });

const CatalogProduct = z
  .object({
    id: Id("product"),
    slug: z.string(),
    family: z.enum(families),
    name: z.string(),
    description: z.string(),
    state: z.enum(saleStates),
    revision: z.int(),
    plans: z.array(CatalogPlan),
  })
  .meta({ id: "CatalogProduct" });
export const Catalogue = z.object({ items: z.array(CatalogProduct) });

/** All that staff sell, sold and prepare to sell. */
export const catalogue = query({
  name: "product.list",
  input: z.object({}),
  allow: allowed.read,
  async run({ tx }) {
    const products = await tx.select().from(product).orderBy(asc(product.position), asc(product.id));
    const plans = await tx.select().from(plan).orderBy(asc(plan.position), asc(plan.id));
    const versions = await versionsOf(tx);
    return {
      items: products.map((row) => ({
        ...shownProduct(row),
        plans: plans.filter(({ productId }) => productId === row.id).map((one) => shownPlan(one, versions)),
      })),
    };
  },
});

/** As many as are named to whoever looks who is affected. */
const affectedMax = 50;

export const PlanDetail = CatalogPlan.extend({
  product: CatalogProduct.omit({ plans: true }),
  /** Newest first, the draft among them. */
  versions: z.array(Version),
  /** Services that run on older terms than new orders get, newest first. */
  onOlder: z.array(
    z.object({
      id: Id("service"),
      name: z.string(),
      accountId: Id("account"),
      accountName: z.string(),
      version: z.int(),
    }),
  ),
  /**
   * Services whose accounts take more disk than they would have with the draft, or with the newest version where there is
   * none: they cannot change to it before something is deleted. Those that take most first; none of an extra.
   */
  shortOfDisk: z.array(
    z.object({
      id: Id("service"),
      name: z.string(),
      accountName: z.string(),
      usedMb: z.int(),
      roomMb: z.int(),
    }),
  ),
}).meta({ id: "CatalogPlanDetail" });

/** What a change of the plan meets: who runs on which version, what waits, and what is prepared. */
export const catalogPlan = query({
  name: "plan.preview",
  input: z.object({ planId: Id("plan") }),
  allow: allowed.read,
  async run({ tx, ctx }, { planId }) {
    const [found] = await tx
      .select({ plan, product })
      .from(plan)
      .innerJoin(product, eq(product.id, plan.productId))
      .where(eq(plan.id, planId));
    if (!found) throw notFound("plan");
    const versions = await versionsOf(tx, planId);
    const shown = shownPlan(found.plan, versions);
    const sold = tx
      .select({
        id: service.id,
        name: service.name,
        accountId: service.accountId,
        accountName: account.name,
        version: planVersion.number,
      })
      .from(service)
      .innerJoin(account, eq(account.id, service.accountId))
      .$dynamic();
    const versioned =
      shown.kind === "extra"
        ? sold.crossJoinLateral(soldExtras).innerJoin(planVersion, eq(planVersion.id, soldExtraVersion))
        : sold.innerJoin(planVersion, eq(planVersion.id, service.planVersionId));
    const onOlder = await versioned
      .where(
        and(
          eq(planVersion.planId, planId),
          ne(service.state, "terminated"),
          shown.current ? ne(planVersion.id, shown.current.id) : undefined,
        ),
      )
      .orderBy(desc(service.id))
      .limit(affectedMax);
    return {
      ...shown,
      product: shownProduct(found.product),
      versions: versions.map(({ planId: _, ...version }) => version),
      onOlder: onOlder.map((one) => ({ ...one, name: ctx.ports.addresses.ofSite(one.name).host })),
      shortOfDisk: (await shortOfDisk(tx, shown)).map((one) => ({
        ...one,
        name: ctx.ports.addresses.ofSite(one.name).host,
      })),
    };
  },
});

/** As many are looked at. */
const lookedAtMax = 500;

async function shortOfDisk(tx: Tx, { id, kind, draft, current }: z.infer<typeof CatalogPlan>) {
  const newest = draft ?? current;
  if (kind === "extra" || !newest) return [];
  const disk = { usedMb: nodeAccount.diskUsedMb, limitMb: nodeAccount.diskLimitMb };
  const rows = await tx
    .select({
      shown: { id: service.id, name: service.name, accountName: account.name },
      ...{ ...disk, hadMb: service.diskMb, soldMb: planVersion.diskMb },
    })
    .from(service)
    .innerJoin(account, eq(account.id, service.accountId))
    .innerJoin(planVersion, eq(planVersion.id, service.planVersionId))
    .innerJoin(nodeAccount, and(eq(nodeAccount.nodeId, service.nodeId), eq(nodeAccount.accountId, service.accountId)))
    .where(
      and(
        ...[eq(service.planId, id), ne(service.state, "terminated"), isNotNull(nodeAccount.diskUsedMb)],
        gt(planVersion.diskMb, newest.limits.diskMb),
      ),
    )
    .orderBy(desc(nodeAccount.diskUsedMb), asc(service.id))
    .limit(lookedAtMax);
  return rows
    .flatMap(({ shown, usedMb, limitMb, hadMb, soldMb }) => {
      if (usedMb === null || limitMb === null) return [];
      const short = shortBy({ usedMb, limitMb }, hadMb, hadMb - soldMb + newest.limits.diskMb);
      return short ? [{ ...shown, ...short }] : [];
    })
    .slice(0, affectedMax);
}

const shownProduct = ({ position: _, createdAt: __, ...row }: typeof product.$inferSelect) => row;

type VersionOfPlan = Version & { planId: Id<"plan"> };

function shownPlan(row: typeof plan.$inferSelect, versions: readonly VersionOfPlan[]) {
  const own = versions.filter(({ planId }) => planId === row.id).map(({ planId: _, ...version }) => version);
  const { productId: _, position: __, createdAt: ___, ...rest } = row;
  return {
    ...rest,
    current: own.find(({ publishedAt }) => publishedAt !== null) ?? null,
    draft: own.find(({ publishedAt }) => publishedAt === null) ?? null,
    services: own.reduce((total, { services }) => total + services, 0),
    openOrders: own.reduce((total, { openOrders }) => total + openOrders, 0),
  };
}

/** Newest first. */
async function versionsOf(tx: Tx, planId?: Id<"plan">): Promise<VersionOfPlan[]> {
  const rows = await tx
    .select({ version: planVersion, publishedBy: person.name })
    .from(planVersion)
    .leftJoin(person, eq(person.id, planVersion.publishedBy))
    .where(planId ? eq(planVersion.planId, planId) : undefined)
    .orderBy(desc(planVersion.number));
  const running = ne(service.state, "terminated");
  const services = await tally([
    tx
      .select({ id: service.planVersionId, n: count() })
      .from(service)
      .where(and(running, planId ? eq(service.planId, planId) : undefined))
      .groupBy(service.planVersionId),
    tx
      .select({ id: soldExtraVersion, n: count() })
      .from(service)
      .crossJoinLateral(soldExtras)
      .where(running)
      .groupBy(soldExtraVersion),
  ]);
  const open = inArray(order.state, ["pending", "paid"]);
  const orders = await tally([
    tx
      .select({ id: order.planVersionId, n: count() })
      .from(order)
      .where(and(open, planId ? eq(order.planId, planId) : undefined))
      .groupBy(order.planVersionId),
    tx
      .select({ id: orderedExtraVersion, n: count() })
      .from(order)
      .crossJoinLateral(orderedExtras)
      .where(open)
      .groupBy(orderedExtraVersion),
  ]);
  return rows.map(({ version, publishedBy }) => ({
    id: version.id,
    planId: version.planId,
    number: version.number,
    ...termsOf(version),
    publishedAt: version.publishedAt,
    publishedBy,
    services: services.get(version.id) ?? 0,
    openOrders: orders.get(version.id) ?? 0,
  }));
}

/** How many of each id; none is counted by two of them. */
async function tally(counts: PromiseLike<{ id: string | null; n: number }[]>[]): Promise<Map<string, number>> {
  const all = new Map<string, number>();
  for (const counted of counts) for (const { id, n } of await counted) all.set(id ?? "", n);
  return all;
}
