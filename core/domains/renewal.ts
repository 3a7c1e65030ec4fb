import { and, asc, eq, gt, inArray, isNull, lte, ne, notExists, or } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import type { Money } from "../kernel/money.ts";
import type { Scope } from "../kernel/operation.ts";
import { domain } from "./domain.sql.ts";
import { can, renewAheadDays } from "./domain.state.ts";
import { lock, update } from "./domain.ts";
import { registrarJob } from "./job.sql.ts";
import { addJob } from "./job.ts";
import type { ForOrder } from "./new-order.ts";
import { priceFor } from "./order.ts";
import { endingPrices } from "./price.ts";

const batch = 50;

/** Names that are renewed by themselves and end soon, whose renewal nobody has ordered yet. */
export async function toRenew(tx: Tx, now: Date): Promise<{ id: Id<"domain">; accountId: Id<"account"> }[]> {
  const ordered = tx
    .select({ id: registrarJob.id })
    .from(registrarJob)
    .where(and(eq(registrarJob.domainId, domain.id), eq(registrarJob.kind, "renew"), isNull(registrarJob.endedAt)));
  return tx
    .select({ id: domain.id, accountId: domain.accountId })
    .from(domain)
    .where(
      and(
        ...[eq(domain.registrar, "autodns"), eq(domain.state, "active"), eq(domain.autoRenew, true)],
        ...[isNull(domain.endedAt), gt(domain.expiresAt, now)],
        lte(domain.expiresAt, new Date(now.getTime() + renewAheadDays * 86_400_000)),
        or(isNull(domain.renewalOrderedFor), ne(domain.renewalOrderedFor, domain.expiresAt)),
        notExists(ordered),
      ),
    )
    .orderBy(asc(domain.expiresAt))
    .limit(batch);
}

/** Puts the renewal of a name into an order that it is paid by. Undefined: it is not sold now, or needs none any more. */
export async function orderRenewal(
  scope: Scope,
  order: ForOrder,
  domainId: Id<"domain">,
): Promise<{ price: Money; until: Date } | undefined> {
  const row = await lock(scope.tx, domainId);
  const { expiresAt } = row;
  if (expiresAt === null || !row.autoRenew || !can("renew", row)) return undefined;
  await update(scope.tx, domainId, { renewalOrderedFor: expiresAt });
  const price = priceFor("renew", row, await endingPrices(scope.tx));
  if (!price) return undefined;
  await addJob(scope, row, {
    ...{ kind: "renew", state: "unpaid", request: { years: 1 } },
    ...{ orderId: order.id, priceMinor: price.minor, priceCurrency: price.currency },
  });
  return { price, until: expiresAt };
}

/** Those of orders, each of one renewal, that nobody has given up since: it is to be renewed by itself, and ends soon. */
export async function renewalsWanted(tx: Tx, orderIds: readonly Id<"order">[], now: Date): Promise<Set<string>> {
  if (orderIds.length === 0) return new Set();
  const soon = new Date(now.getTime() + (renewAheadDays + 1) * 86_400_000);
  const rows = await tx
    .select({ orderId: registrarJob.orderId })
    .from(registrarJob)
    .innerJoin(domain, eq(domain.id, registrarJob.domainId))
    .where(
      and(
        ...[
          inArray(registrarJob.orderId, [...orderIds]),
          eq(registrarJob.kind, "renew"),
          eq(registrarJob.state, "unpaid"),
        ],
        ...[eq(domain.registrar, "autodns"), eq(domain.state, "active"), eq(domain.autoRenew, true)],
        ...[
          isNull(domain.endedAt),
          isNull(domain.transferOutAt),
          gt(domain.expiresAt, now),
          lte(domain.expiresAt, soon),
        ],
      ),
    );
  return new Set(rows.map(({ orderId }) => orderId ?? ""));
}
