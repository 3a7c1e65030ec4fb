import { and, asc, eq, gt, isNull, lte, or } from "drizzle-orm";
import { z } from "zod";
import * as Accounts from "../accounts/index.ts";
import { shownHost } from "../hosting/index.ts";
import * as Identity from "../identity/index.ts";
import type { Tx } from "../kernel/db.ts";
import { Id } from "../kernel/id.ts";
import { type Ctx, command, query } from "../kernel/operation.ts";
import { domain } from "./domain.sql.ts";
import { remindDays } from "./domain.state.ts";
import { type DomainRow, update } from "./domain.ts";
import { registrarJob } from "./job.sql.ts";

const dayMs = 86_400_000;
const batch = 50;

/** The next mark that a name has come to, of those at which its owners are told; undefined: they have been. */
export function markOf({ expiresAt, remindedDays }: Pick<DomainRow, "expiresAt" | "remindedDays">, now: Date) {
  if (expiresAt === null || expiresAt <= now) return undefined;
  const left = (expiresAt.getTime() - now.getTime()) / dayMs;
  const mark = Math.min(...remindDays.filter((days) => left <= days));
  return Number.isFinite(mark) && (remindedDays === null || mark < remindedDays) ? mark : undefined;
}

/** Names whose owners are to be told that they end. */
const toRemind = query({
  name: "domain.to_remind",
  input: z.object({}),
  allow: { system: true },
  async run({ tx, ctx }) {
    const now = ctx.now();
    const ahead = (days: number) => new Date(now.getTime() + days * dayMs);
    const untold = remindDays.map((days) =>
      and(lte(domain.expiresAt, ahead(days)), or(isNull(domain.remindedDays), gt(domain.remindedDays, days))),
    );
    const rows = await tx
      .select({ id: domain.id })
      .from(domain)
      .where(
        and(
          ...[eq(domain.registrar, "autodns"), eq(domain.state, "active"), isNull(domain.endedAt)],
          ...[gt(domain.expiresAt, now), or(...untold)],
        ),
      )
      .orderBy(asc(domain.expiresAt))
      .limit(batch);
    return rows.map(({ id }) => id);
  },
});

export const remind = command({
  name: "domain.remind",
  input: z.object({ domainId: Id("domain") }),
  allow: { system: true },
  async run({ tx, ctx }, { domainId }) {
    const [row] = await tx.select().from(domain).where(eq(domain.id, domainId)).for("update");
    const mark = row && row.endedAt === null ? markOf(row, ctx.now()) : undefined;
    if (!row || mark === undefined) return { value: null, audit: "unchanged", events: [] };
    await update(tx, domainId, { remindedDays: mark });
    return {
      value: null,
      audit: { target: domainId, accountId: row.accountId, after: { name: row.name, days: mark } },
      events: [{ type: "domain.expiring", subject: domainId }],
    };
  },
});

/** Tells owners of what ends, once at each mark. Returns of how many names. */
export async function remindOwners(ctx: Ctx): Promise<number> {
  const due = await toRemind(ctx, {});
  for (const domainId of due) await remind(ctx, { domainId });
  return due.length;
}

/** A name with us as a mail tells of it, and its account's owners; undefined when nobody is left to tell. */
export async function toTell(tx: Tx, domainId: Id<"domain">) {
  const [row] = await tx.select().from(domain).where(eq(domain.id, domainId));
  if (!row) return undefined;
  const ids = await Accounts.ownersOf(tx, row.accountId);
  const owners = await Promise.all(ids.map((id) => Identity.contactOf(tx, id)));
  const to = owners.flatMap((owner) => owner?.email ?? []);
  const waiting = and(
    eq(registrarJob.domainId, domainId),
    eq(registrarJob.kind, "renew"),
    isNull(registrarJob.endedAt),
  );
  const [renewal] = await tx
    .select({ orderId: registrarJob.orderId, state: registrarJob.state })
    .from(registrarJob)
    .where(waiting);
  return to.length === 0 ? undefined : { to: to.join(", "), name: shownHost(row.name), row, renewal };
}
