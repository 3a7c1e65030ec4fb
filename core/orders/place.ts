import { z } from "zod";
import { intervals } from "../catalog/catalog.state.ts";
import * as Catalog from "../catalog/index.ts";
import * as Domains from "../domains/index.ts";
import * as Hosting from "../hosting/index.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { add } from "../kernel/money.ts";
import { providerCommand } from "../kernel/operation.ts";
import { only } from "../kernel/rows.ts";
import * as Sources from "../sources/index.ts";
import { chosenExtras, nameWith, WantedExtras } from "./extra-choice.ts";
import { order } from "./order.sql.ts";
import { allowed } from "./order.state.ts";
import { buyerOf, shown } from "./order.ts";

export const place = providerCommand({
  name: "order.place",
  input: z.object({
    /** With the name of its website; without both, names alone are ordered. */
    planId: Id("plan").optional(),
    /** The version that was shown: the order is refused when another one is sold meanwhile. */
    planVersionId: Id("planVersion").optional(),
    extras: WantedExtras.default([]),
    interval: z.enum(intervals).default("month"),
    siteName: Hosting.SiteName.optional(),
    app: Hosting.NewApp.prefault({ template: "static" }),
    source: Sources.NewOrderedSource.optional(),
    /** Names, and what is done with each when all is paid. */
    domains: z.array(Domains.NewOrderedDomain).max(Domains.orderedMax).default([]),
  }),
  allow: allowed.place,
  intend: async (scope, input) => ({ input, premium: Domains.premiumNames(scope, input.domains) }),
  perform: (ports, { premium }) => Domains.premiumCosts(ports, premium),
  async settle(scope, { input }, premiumCosts) {
    const { tx, ctx } = scope;
    const { accountId, personId } = await buyerOf(tx, ctx.actor);
    const id = newId("order");
    const createdAt = ctx.now();
    const website = await chosenWebsite(tx, input);
    if (!website && input.domains.length === 0) throw nothingOrdered();
    const names = await Domains.orderDomains(scope, { id, accountId }, input.domains, premiumCosts);
    const total = website ? add(website.price, names) : names;
    if (website) await Hosting.claim(tx, { name: website.sold.siteName, accountId, orderId: id, claimedAt: createdAt });
    const row = only(
      await tx
        .insert(order)
        .values({
          ...{ id, accountId, placedBy: personId, state: "pending", ...website?.sold },
          ...{ priceMinor: total.minor, priceCurrency: total.currency, checkoutAttempt: 0, createdAt },
        })
        .returning(),
    );
    const value = await shown(tx, ctx.ports.addresses, row);
    return { value, audit: { target: id, accountId: row.accountId, after: value }, events: [] };
  },
});

const nothingOrdered = () => new DomainError("invalid", "order.empty", "Choose a plan, or a domain.");

interface Wanted {
  planId?: Id<"plan"> | undefined;
  planVersionId?: Id<"planVersion"> | undefined;
  siteName?: string | undefined;
  extras: z.output<typeof WantedExtras>;
  interval: (typeof intervals)[number];
  app: Hosting.App;
  source?: Sources.OrderedSource | undefined;
}

/** What of an order is a website, with what it costs; undefined: nothing is. */
async function chosenWebsite(tx: Tx, { planId, planVersionId, siteName, app, source, interval, ...input }: Wanted) {
  if (planId === undefined && siteName === undefined) return undefined;
  if (planId === undefined || siteName === undefined) {
    const [path, message] = planId === undefined ? ["planId", "Choose a plan."] : ["siteName", "Name the website."];
    throw new DomainError("invalid", "order.incomplete", message, { fields: [{ path, message }] });
  }
  const plan = await Catalog.onSale(tx, planId);
  if (planVersionId !== undefined && planVersionId !== plan.versionId) {
    throw new DomainError(
      "conflict",
      "plan.changed",
      "Price or limits of this plan have just changed. Look at them, and order again if they still suit you.",
    );
  }
  const extras = await chosenExtras(tx, input.extras, { planId, had: [] });
  const sold = {
    ...(await Catalog.soldTo(tx, { planVersionId: plan.versionId, extras })),
    name: nameWith(plan.name, extras),
  };
  const price = Catalog.priceOf(sold, interval);
  if (price === undefined) {
    throw new DomainError("conflict", "plan.interval_not_sold", `${sold.name} is paid monthly.`);
  }
  demandRoom(sold, app);
  // Refused where there is nothing to build.
  if (source) Hosting.recipeOf(app.template, app.parameters);
  await Hosting.demandUsable(app, { name: sold.name, ...sold.limits });
  return {
    price: add(price, plan.setupFee),
    sold: {
      ...{ siteName, app, source: source ?? null, extras, interval },
      ...{ planId, planName: plan.name, planVersionId: plan.versionId },
    },
  };
}

/** An app that does not fit into what is bought would never start. */
function demandRoom({ limits, quotas, name }: Catalog.Terms & { name: string }, app: Hosting.App): void {
  const template = Hosting.appTemplate(app.template);
  const { title, addOns } = template;
  const neededMb = Hosting.memoryNeeded(template);
  const problem =
    limits.memoryMb < neededMb
      ? `${title} needs ${neededMb} MB of memory, and ${name} has ${limits.memoryMb} MB.`
      : quotas.databases < addOns.length
        ? `${title} needs a database, and ${name} comes without.`
        : undefined;
  if (problem === undefined) return;
  const message = `${problem} Choose a larger plan.`;
  throw new DomainError("conflict", "plan.too_small", message, { fields: [{ path: "planId", message }] });
}
