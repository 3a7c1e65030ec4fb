import { and, eq, isNotNull } from "drizzle-orm";
import * as Dns from "../dns/index.ts";
import type { Scope } from "../kernel/operation.ts";
import type * as Services from "../services/index.ts";
import { serviceHost } from "./front.sql.ts";

/** What led to names that have gone is looked at soon, and told of where it is left. */
export async function scanWhatLed(
  { tx, ctx }: Scope,
  service: Services.ServiceRow,
  names: readonly string[],
): Promise<void> {
  const own = ctx.ports.addresses.ofSite(service.name).host;
  const found = await Dns.leadingRecords(tx, service.accountId, { names, targets: [...names, own] });
  const zoneIds = found.map(({ zone }) => zone.id);
  await Dns.scanSoon(tx, zoneIds, ctx.now());
}

/** A website is gone: whatever led to it by any of its names. */
export async function scanWhatLedTo(scope: Scope, service: Services.ServiceRow): Promise<void> {
  const mine = and(eq(serviceHost.serviceId, service.id), isNotNull(serviceHost.verifiedAt));
  const rows = await scope.tx.select({ name: serviceHost.name }).from(serviceHost).where(mine);
  await scanWhatLed(
    scope,
    service,
    rows.map(({ name }) => name),
  );
}
