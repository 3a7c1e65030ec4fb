import { z } from "zod";
import { extraCountMax } from "../catalog/catalog.state.ts";
import * as Catalog from "../catalog/index.ts";
import { Id } from "../kernel/id.ts";
import { command, query } from "../kernel/operation.ts";
import * as Services from "../services/index.ts";
import { chosenExtras, WantedExtras } from "./extra-choice.ts";
import { allowed } from "./order.state.ts";
import { demandChangeable, placeChange } from "./plan-change.ts";

/** What is on sale for a website, and what it has. */
export const ExtraOffer = Catalog.Terms.omit({ setupFee: true })
  .extend({
    versionId: Id("planVersion"),
    name: z.string(),
    summary: z.string(),
    /** How many of it the website has. */
    count: z.int(),
    /** How many it can have: of what is no longer sold like this, no more than it has. */
    countMax: z.int(),
  })
  .meta({ id: "ExtraOffer" });
export type ExtraOffer = z.infer<typeof ExtraOffer>;

export const listExtraOffers = query({
  name: "service.list_extras",
  input: z.object({ serviceId: Id("service") }),
  allow: allowed.place,
  async run({ tx }, { serviceId }) {
    const { planId, extras } = await Services.read(tx, serviceId);
    const offers: ExtraOffer[] = [];
    for (const { versionId, name, summary, ...terms } of await Catalog.extrasFor(tx, planId)) {
      const { price, yearlyPrice, limits, quotas } = terms;
      const count = extras.find((one) => one.versionId === versionId)?.count ?? 0;
      offers.push({ versionId, name, summary, price, yearlyPrice, limits, quotas, count, countMax: extraCountMax });
    }
    for (const { versionId, name, count } of extras) {
      if (offers.some((offer) => offer.versionId === versionId)) continue;
      const { setupFee: _, ...terms } = await Catalog.soldTo(tx, { planVersionId: versionId, extras: [] });
      offers.push({ versionId, name, summary: "", ...terms, count, countMax: count });
    }
    return offers;
  },
});

/** Orders more or fewer extras for a website that runs, under the plan that it was sold. */
export const changeExtras = command({
  name: "order.change_extras",
  input: z.object({ serviceId: Id("service"), extras: WantedExtras }),
  allow: allowed.place,
  async run(scope, { serviceId, extras: wanted }) {
    const { tx } = scope;
    const service = await Services.lock(tx, serviceId);
    demandChangeable(service);
    const { planId, planName, planVersionId } = service;
    const extras = await chosenExtras(tx, wanted, { planId, had: service.extras });
    return placeChange(scope, service, { planId, planName, planVersionId, extras });
  },
});
