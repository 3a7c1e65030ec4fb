import { and, eq, inArray, isNull, or } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import { DomainError, violates } from "../kernel/errors.ts";
import { type Id, newId } from "../kernel/id.ts";
import type { DomainEvent, Scope } from "../kernel/operation.ts";
import { zone } from "./zone.sql.ts";
import type { Hosting } from "./zone.state.ts";
import { type ZoneRow, zoneDue } from "./zone-rows.ts";

interface OfDomain {
  id: Id<"domain">;
  accountId: Id<"account">;
  name: string;
}

/**
 * The zone of a proven domain, made where there is none. Hosted by us its name servers are filled from here; hosted
 * elsewhere it holds what we need its owner to set there.
 */
export async function ensureZone(
  { tx, ctx }: Scope,
  domain: OfDomain,
  hosted: Hosting,
): Promise<{ zone: ZoneRow; events: DomainEvent[] }> {
  const known = await zoneOfDomain(tx, domain.id);
  if (known) return { zone: known, events: [] };
  const [row] = await tx
    .insert(zone)
    .values({
      ...{ id: newId("zone"), accountId: domain.accountId, domainId: domain.id, name: domain.name },
      ...{ hosted, version: 0, createdBy: ctx.actor, createdAt: ctx.now() },
    })
    .returning()
    .catch((error: unknown) => {
      throw violates(error, "zone_name") ? taken(error) : error;
    });
  if (!row) throw new Error("a zone that was made is not there");
  return { zone: row, events: [zoneDue(row.id)] };
}

const taken = (cause: unknown) =>
  new DomainError("conflict", "zone.taken", "Another account has the DNS of this domain here. Ask us about it.", {
    cause,
  });

/** The zone of a domain, where it has one. */
export async function zoneOfDomain(tx: Tx, domainId: Id<"domain">): Promise<ZoneRow | undefined> {
  const [row] = await tx
    .select()
    .from(zone)
    .where(and(eq(zone.domainId, domainId), isNull(zone.endedAt)));
  return row;
}

/** Whether a domain has a zone, or somebody else has one of its name. As the platform. */
export const isZoneTaken = async (tx: Tx, { id, name }: Pick<OfDomain, "id" | "name">): Promise<boolean> =>
  (await tx.$count(zone, and(or(eq(zone.domainId, id), eq(zone.name, name)), isNull(zone.endedAt)))) > 0;

/** The zone of an account that a host name is in; of several the nearest. */
export async function zoneFor(tx: Tx, accountId: Id<"account">, host: string): Promise<ZoneRow | undefined> {
  const labels = host.split(".");
  const names = labels.map((_, from) => labels.slice(from).join("."));
  const rows = await tx
    .select()
    .from(zone)
    .where(and(eq(zone.accountId, accountId), inArray(zone.name, names), isNull(zone.endedAt)));
  return rows.toSorted((one, other) => other.name.length - one.name.length)[0];
}

/** The domain leaves, and its zone with it: from our name servers, too. */
export async function endZone({ tx, ctx }: Scope, domainId: Id<"domain">): Promise<DomainEvent[]> {
  const rows = await tx
    .update(zone)
    .set({ endedAt: ctx.now() })
    .where(and(eq(zone.domainId, domainId), isNull(zone.endedAt)))
    .returning({ id: zone.id });
  return rows.map(({ id }) => zoneDue(id));
}

export async function zoneById(tx: Tx, zoneId: Id<"zone">): Promise<ZoneRow | undefined> {
  const [row] = await tx
    .select()
    .from(zone)
    .where(and(eq(zone.id, zoneId), isNull(zone.endedAt)));
  return row;
}
