import { and, eq, inArray } from "drizzle-orm";
import { DomainError } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import { wakeWaiting } from "../kernel/long-operation/plan.ts";
import type { DomainEvent, Ports, Scope } from "../kernel/operation.ts";
import type { Held } from "./claim.ts";
import { recordsUnderWay } from "./managed.ts";
import { zone, zoneChange } from "./zone.sql.ts";
import { zoneDue } from "./zone-rows.ts";
import "./zone-desk.ts";

type Applied = readonly Id<"zoneChange">[];

/** Until a zone is looked at whose changes went there unseen. */
const lookSeconds = 30;

/**
 * Changes of a zone that was as it should be go to its provider without a look at it: they name only what changes.
 * Undefined: it has to be read first, as where the provider refuses one, or somebody died who was telling it.
 */
export async function streamed(
  { zoneDesk }: Pick<Ports, "zoneDesk">,
  { zone: row, pending, wasLeft }: Held,
): Promise<Applied | undefined> {
  const isKnown = row.checkedAt !== null && row.drift === null && row.attempt === 0 && !wasLeft;
  if (!isKnown || pending.length === 0) return undefined;
  try {
    for (const { id, removes, adds } of pending) await zoneDesk.change(row.name, { removes, adds }, id);
  } catch (error) {
    if (error instanceof DomainError && error.code === "registry.refused") return undefined;
    throw error;
  }
  return pending.map(({ id }) => id);
}

/** Frees the zone, and has it looked at a little later: what others changed there is found then. */
export async function settleStreamed(
  { tx, ctx }: Scope,
  { zone: { id: zoneId } }: Held,
  applied: Applied,
): Promise<DomainEvent[]> {
  const now = ctx.now();
  await tx
    .update(zoneChange)
    .set({ state: "applied", appliedAt: now })
    .where(inArray(zoneChange.id, [...applied]));
  await tx.update(zone).set({ leaseToken: null, leaseUntil: null }).where(eq(zone.id, zoneId));
  const open = and(eq(zoneChange.zoneId, zoneId), eq(zoneChange.state, "pending"));
  const more = (await tx.$count(zoneChange, open)) > 0;
  const later = new Date(now.getTime() + lookSeconds * 1000);
  return [more ? zoneDue(zoneId) : zoneDue(zoneId, later), ...(await wakeWaiting(tx, recordsUnderWay, now))];
}
