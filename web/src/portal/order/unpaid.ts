import { createMemo, createSignal } from "solid-js";
import type { Interval } from "#core/catalog/catalog.state.ts";
import { isBuilt } from "#core/hosting/built.state.ts";
import type { AppOffer } from "#web/data/apps.ts";
import { getOrders, type Order } from "#web/data/orders.ts";
import type { Plan } from "#web/data/plans.ts";
import { chosenParameters } from "#web/parts/parameters.ts";
import type { ChosenExtra } from "./chosen-extras.ts";
import type { Draft } from "./draft.ts";
import { isOfCode } from "./ordered-code.ts";

interface Wanted {
  plan: Plan | undefined;
  extras: readonly ChosenExtra[];
  interval: Interval;
  app: AppOffer | undefined;
  /** Domains that are registered with it. */
  names: readonly string[];
  draft: Draft;
}

/** Back from the payment page the same order goes on: ordering the name again would find it taken. */
export function createUnpaid(wanted: () => Wanted | undefined) {
  const [placed, setPlaced] = createSignal<readonly Order[]>([]);
  const [known, setKnown] = createSignal<readonly Order[]>([]);
  const signedIn = createMemo(() => wanted() !== undefined);
  // Read once: who is not signed in has none, and whoever may not see orders places them anew.
  createMemo(() => {
    if (!signedIn()) return;
    getOrders().then(
      ({ items }) => setKnown(items),
      () => {},
    );
  });
  return {
    order: (): Order | undefined => {
      const now = wanted();
      if (!now) return undefined;
      return [...placed(), ...known()].find((one) => isOf(one, now));
    },
    note: (order: Order) => setPlaced((all) => [order, ...all]),
  };
}

function isOf(order: Order, { plan, extras, interval, app, names, draft }: Wanted): boolean {
  if (order.state !== "pending" || order.siteName !== draft.name()) return false;
  if (
    order.planId !== plan?.id ||
    order.interval !== interval ||
    order.app === null ||
    order.app.template !== app?.template
  )
    return false;
  if (order.domains.length !== names.length || !order.domains.every(({ name }) => names.includes(name))) return false;
  const same = extras.every(({ versionId, count }) =>
    order.extras.some((one) => one.versionId === versionId && one.count === count),
  );
  if (!same || order.extras.length !== extras.length) return false;
  if (!isOfCode(order.source, isBuilt(app.template) ? draft.code() : { ...draft.code(), kind: "later" })) return false;
  const chosen = chosenParameters(app, draft.parameters());
  const defaults = Object.entries(app.parameters.properties).map(([name, schema]) => [name, schema.default]);
  const ordered = order.app.parameters;
  return Object.entries({ ...Object.fromEntries(defaults), ...chosen }).every(
    ([name, value]) => ordered[name] === value,
  );
}
