import { and, eq, inArray } from "drizzle-orm";
import * as Certificates from "../certificates/index.ts";
import type { Id } from "../kernel/id.ts";
import { lookNow } from "../kernel/long-operation/plan.ts";
import type { DomainEvent, Scope } from "../kernel/operation.ts";
import { serviceHost } from "./front.sql.ts";
import { connectPlan } from "./plans.ts";

/** A service's route is as it was set: whoever waits for that looks now, and not at its next poll. */
export async function wakeForRoute(scope: Scope, serviceId: Id<"service">): Promise<DomainEvent[]> {
  const hosts = await scope.tx.select().from(serviceHost).where(eq(serviceHost.serviceId, serviceId));
  const [first] = hosts;
  if (!first) return [];
  const names = hosts.map(({ name }) => name);
  const certificates = await Certificates.wake(scope, first.accountId, names);
  return [...certificates, ...(await wakeConnections(scope, hosts))];
}

/** A certificate's work has ended: so may that of the names that it is for. */
export async function wakeForCertificate(
  scope: Scope,
  { accountId, names }: { accountId: Id<"account">; names: readonly string[] },
): Promise<DomainEvent[]> {
  const mine = and(eq(serviceHost.accountId, accountId), inArray(serviceHost.name, [...names]));
  return wakeConnections(scope, await scope.tx.select().from(serviceHost).where(mine));
}

async function wakeConnections({ tx, ctx }: Scope, hosts: readonly (typeof serviceHost.$inferSelect)[]) {
  const events: DomainEvent[] = [];
  for (const connectionId of new Set(hosts.flatMap((host) => host.connectionId ?? []))) {
    const woken = await lookNow(tx, { subject: connectionId, kind: connectPlan.kind }, ctx.now());
    if (woken) events.push(woken);
  }
  return events;
}
