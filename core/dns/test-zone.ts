import { domain } from "../domains/domain.sql.ts";
import type { Actor } from "../kernel/actor.ts";
import { type Id, newId } from "../kernel/id.ts";
import type { TestWorld } from "../kernel/test-context.ts";
import type { DnsRecord } from "./record.state.ts";
import { zone, zoneRecord } from "./zone.sql.ts";

/** A name that an account has proven, and its zone on our name servers as it is once it has been brought there. */
export async function layZone(
  world: TestWorld,
  { accountId, createdBy, name }: { accountId: Id<"account">; createdBy: Actor; name: string },
  records: readonly (DnsRecord & { owner?: string; reason?: string })[] = [],
): Promise<{ zoneId: Id<"zone">; domainId: Id<"domain"> }> {
  const [zoneId, domainId, createdAt] = [newId("zone"), newId("domain"), world.clock.now];
  await world.db.transaction({ role: "platform" }, async (tx) => {
    await tx.insert(domain).values({
      ...{ id: domainId, accountId, name, registrar: "external", state: "proven", provenAt: createdAt },
      ...{ nameServers: [], locked: false, autoRenew: false, createdAt },
    });
    await tx
      .insert(zone)
      .values({ id: zoneId, accountId, domainId, name, hosted: "rookery", version: 0, createdBy, createdAt });
    if (records.length > 0)
      await tx
        .insert(zoneRecord)
        .values(records.map((record) => ({ ...record, id: newId("zoneRecord"), zoneId, accountId })));
  });
  return { zoneId, domainId };
}
