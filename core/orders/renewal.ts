import { z } from "zod";
import * as Accounts from "../accounts/index.ts";
import * as Billing from "../billing/index.ts";
import * as Domains from "../domains/index.ts";
import { Id, newId } from "../kernel/id.ts";
import { command, query } from "../kernel/operation.ts";
import { firstChargeOf } from "./charge.state.ts";
import { order } from "./order.sql.ts";

/** Domains that are to be renewed by themselves. */
export const renewalsDue = query({
  name: "order.renewals_due",
  input: z.object({}),
  allow: { system: true },
  run: ({ tx, ctx }) => Domains.toRenew(tx, ctx.now()),
});

/** The order of another year of a domain, for its owner to pay until it ends. */
export const placeRenewal = command({
  name: "order.place_renewal",
  input: z.object({ id: Id("domain"), accountId: Id("account") }),
  allow: { system: true },
  async run(scope, { id: domainId, accountId }) {
    const { tx, ctx } = scope;
    const unchanged = { value: null, audit: "unchanged", events: [] } as const;
    const [placedBy] = await Accounts.ownersOf(tx, accountId);
    if (placedBy === undefined) return unchanged;
    const id = newId("order");
    const ordered = await Domains.orderRenewal(scope, { id, accountId }, domainId);
    if (!ordered) return unchanged;
    const { price, until: payUntil } = ordered;
    const card = await Billing.cardOf(tx, accountId);
    const nextChargeAt = card ? firstChargeOf({ payUntil }, ctx.now()) : null;
    await tx.insert(order).values({
      ...{
        id,
        accountId,
        placedBy,
        state: "pending",
        checkoutAttempt: 0,
        createdAt: ctx.now(),
        payUntil,
        nextChargeAt,
      },
      ...{ priceMinor: price.minor, priceCurrency: price.currency },
    });
    const events = nextChargeAt === null ? [] : [{ type: "order.charge_planned", subject: id }];
    return { value: null, audit: { target: id, accountId, after: { price } }, events };
  },
});
