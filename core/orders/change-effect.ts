import { and, eq, isNotNull } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import type { Failure } from "../kernel/long-operation/plan.ts";
import { command, type DomainEvent, type Outcome, type Scope } from "../kernel/operation.ts";
import { only } from "../kernel/rows.ts";
import * as Nodes from "../nodes/index.ts";
import * as Releases from "../releases/index.ts";
import * as Services from "../services/index.ts";
import { order } from "./order.sql.ts";
import { lock, type OrderRow, update } from "./order.ts";
import { demandWebsite } from "./ordered-website.ts";
import type { Sold } from "./plan-change.state.ts";
import { isSold, misfitOf, recordedSale, wantedTerms } from "./plan-change.ts";
import { beginRefund } from "./refund.ts";

const unchanged = { value: null, audit: "unchanged", events: [] } as const;

/** States out of which no release begins until somebody does something else. */
const resting: readonly Services.ServiceState[] = ["stopped", "suspended", "terminating", "terminated", "failed"];

/** Begins the release that brings another plan. It waits for whatever else is under way, and is looked at again each minute. */
export const applyChange = command({
  name: "order.apply_change",
  input: z.object({ orderId: Id("order") }),
  allow: { system: true },
  async run(scope, { orderId }): Promise<Outcome<null>> {
    const { tx } = scope;
    const row = await lock(tx, orderId);
    if (row.state !== "paid" || !row.change || row.change.operationId || row.serviceId === null) return unchanged;
    const { change } = row;
    const service = await Services.lock(tx, row.serviceId);
    const failure = await hindrance(tx, service, row);
    const audit = { target: row.id, accountId: row.accountId };
    if (failure) {
      const events = await giveUp(scope, row, { code: failure.code, message: failure.message });
      return { value: null, audit: { ...audit, after: { failure: failure.message } }, events };
    }
    if (!(await Releases.canBegin(tx, service))) return unchanged;
    await sell(tx, service.id, change.to);
    const changed = await Services.read(tx, service.id);
    const live = only([await Releases.liveOf(tx, service.id)].flatMap((found) => found ?? []));
    const begun = await Releases.begin(scope, changed, { ...Releases.runsOf(live), cause: "settings" });
    await update(tx, row.id, { change: { ...change, operationId: begun.value.operationId } });
    const after = { ...recordedSale(change.to), number: begun.value.number };
    return {
      value: null,
      audit: { ...audit, before: recordedSale(change.from), after },
      events: begun.events,
    };
  },
});

/** Why it can no longer be done: things have changed since it was ordered. */
async function hindrance(tx: Tx, service: Services.ServiceRow, row: OrderRow): Promise<DomainError | undefined> {
  const { change, extras } = row;
  const { planName, planVersionId } = demandWebsite(row);
  const refused = (code: string, message: string) => new DomainError("conflict", code, message);
  if (resting.includes(service.state)) {
    return refused("service.cannot_change_plan", `The website is ${service.state}.`);
  }
  if (!change || !isSold(service, change.from)) {
    return refused("plan.changed", "The website has got another plan meanwhile.");
  }
  const moreMb = change.to.memoryMb - service.memoryMb;
  if (service.nodeId !== null && moreMb > 0 && !(await Nodes.hasRoom(tx, service.nodeId, moreMb))) {
    return refused("node.no_room", "The server of this website has no room for more. We are looking into it.");
  }
  return misfitOf(tx, service, await wantedTerms(tx, { planName, planVersionId, extras }));
}

const sell = (tx: Tx, serviceId: Id<"service">, { paidUntil, extras = [], ...sold }: Sold) =>
  Services.update(tx, serviceId, { ...sold, extras, paidUntil: new Date(paidUntil) });

/** Everything is as it was, and what was paid goes back. */
async function giveUp(scope: Scope, row: OrderRow, { code, message }: Failure): Promise<DomainEvent[]> {
  const failed = await update(scope.tx, row.id, { failureCode: code, failureMessage: message });
  if (row.paymentId !== null) return (await beginRefund(scope, failed)).events;
  await update(scope.tx, row.id, { state: "cancelled", cancelledAt: scope.ctx.now() });
  return [];
}

async function broughtBy(
  tx: Tx,
  operationId: Id<"operation">,
  serviceId: Id<"service">,
): Promise<OrderRow | undefined> {
  const rows = await tx
    .select()
    .from(order)
    .where(and(eq(order.serviceId, serviceId), eq(order.state, "paid"), isNotNull(order.change)));
  return rows.find(({ change }) => change?.operationId === operationId);
}

/** A release is live under the plan: for the transaction that says so. */
export async function changeLive(
  { tx, ctx }: Scope,
  by: { operationId: Id<"operation">; serviceId: Id<"service"> },
): Promise<DomainEvent[]> {
  const row = await broughtBy(tx, by.operationId, by.serviceId);
  if (!row) return [];
  await update(tx, row.id, { state: "fulfilled", fulfilledAt: ctx.now() });
  return [{ type: "order.fulfilled", subject: row.id }];
}

/** Before what a failed release has begun is undone on the node: the website has again what it was sold before. */
export const takeBackChange = command({
  name: "order.take_back_change",
  input: z.object({ serviceId: Id("service"), operationId: Id("operation") }),
  allow: { system: true },
  async run({ tx }, by) {
    const service = await Services.lock(tx, by.serviceId);
    const row = await broughtBy(tx, by.operationId, by.serviceId);
    if (!row?.change || isSold(service, row.change.from)) return unchanged;
    await sell(tx, service.id, row.change.from);
    const audit = { target: row.id, accountId: row.accountId, before: recordedSale(service) };
    return { value: null, audit: { ...audit, after: recordedSale(row.change.from) }, events: [] };
  },
});

/** The release under the plan has failed and is undone: for the transaction that says so. */
export async function changeFailed(
  scope: Scope,
  by: { operationId: Id<"operation">; serviceId: Id<"service"> },
  failure: Failure,
): Promise<DomainEvent[]> {
  const row = await broughtBy(scope.tx, by.operationId, by.serviceId);
  if (!row?.change) return [];
  await sell(scope.tx, by.serviceId, row.change.from);
  return giveUp(scope, row, failure);
}
