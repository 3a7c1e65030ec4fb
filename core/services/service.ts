import { and, desc, eq, lt, ne } from "drizzle-orm";
import { z } from "zod";
import { type Interval, intervals } from "../catalog/catalog.state.ts";
import { Limits, SoldExtra } from "../catalog/index.ts";
import { App } from "../hosting/index.ts";
import { may, permits } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import type { Plan } from "../kernel/long-operation/plan.ts";
import { start } from "../kernel/long-operation/plan.ts";
import { Money, money } from "../kernel/money.ts";
import { command, type DomainEvent, type Outcome, query, type Scope } from "../kernel/operation.ts";
import { PageInput, page } from "../kernel/page.ts";
import { only } from "../kernel/rows.ts";
import { contains } from "../kernel/search.ts";
import {
  provisionPlan,
  removePlan,
  restartPlan,
  resumePlan,
  retirePlan,
  startPlan,
  stopPlan,
  suspendPlan,
} from "./plans.ts";
import { service } from "./service.sql.ts";
import { allowed, can, graceDays, type ServiceAction, type ServiceState, serviceStates } from "./service.state.ts";
import { newestOperation, OperationSummary, operationOf, summaryColumns, summaryOf } from "./service-operation.ts";

export type ServiceRow = typeof service.$inferSelect;

export const Service = z
  .object({
    id: Id("service"),
    accountId: Id("account"),
    orderId: Id("order"),
    name: z.string(),
    /** What it is to run. */
    app: App,
    state: z.enum(serviceStates),
    host: z.string(),
    url: z.string(),
    planName: z.string(),
    /** What it was sold by, whatever has been published since. */
    planVersionId: Id("planVersion"),
    /** On top of the plan; price and limits are of both. */
    extras: z.array(SoldExtra),
    interval: z.enum(intervals),
    /** Of each interval; null for whoever may not see what is paid, as `paidUntil` is. */
    price: Money.nullable(),
    limits: Limits,
    paidUntil: z.date().nullable(),
    /** The newest piece of work on it. */
    operation: OperationSummary.nullable(),
    failure: z.object({ code: z.string(), message: z.string() }).nullable(),
    createdAt: z.date(),
    activeAt: z.date().nullable(),
    terminatesAt: z.date().nullable(),
  })
  .meta({ id: "Service" });
export type Service = z.infer<typeof Service>;

const byId = z.object({ serviceId: Id("service") });

export const list = query({
  name: "service.list",
  input: z.object({
    ...PageInput,
    state: z.enum(serviceStates).optional(),
    /** For staff; members see one account anyway. */
    accountId: Id("account").optional(),
    nodeId: Id("node").optional(),
    /** Of the app. */
    template: z.string().max(40).optional(),
    planId: Id("plan").optional(),
    /** A part of its name. */
    search: z.string().trim().max(100).optional(),
  }),
  allow: may("service:read"),
  async run({ tx, ctx }, { limit, cursor, state, accountId, nodeId, template, planId, search }) {
    const newest = newestOperation(tx, service.id);
    const rows = await tx
      .select({ service: shownColumns, operation: summaryColumns(newest) })
      .from(service)
      .leftJoinLateral(newest, eq(newest.subject, service.id))
      .where(
        and(
          cursor ? lt(service.id, cursor as ServiceRow["id"]) : undefined,
          state ? eq(service.state, state) : undefined,
          accountId ? eq(service.accountId, accountId) : undefined,
          nodeId ? and(eq(service.nodeId, nodeId), ne(service.state, "terminated")) : undefined,
          template ? eq(service.template, template) : undefined,
          planId ? eq(service.planId, planId) : undefined,
          search ? contains(service.name, nameIn(search)) : undefined,
        ),
      )
      .orderBy(desc(service.id))
      .limit(limit + 1);
    return page(
      rows.map((row) => ({ ...row, id: row.service.id })),
      limit,
      ({ service: row, operation }) => toService(ctx, row, operation && summaryOf(operation)),
    );
  },
});

/** Somebody may have pasted its whole address: what is before the first dot. */
const nameIn = (search: string): string => search.replace(/^https?:\/\//, "").split(".")[0] || search;

export const get = query({
  name: "service.get",
  input: byId,
  allow: may("service:read"),
  async run({ tx, ctx }, { serviceId }) {
    const [row] = await tx.select().from(service).where(eq(service.id, serviceId));
    if (!row) throw notFound("service");
    return toService(ctx, row, (await operationOf(tx, [row.id])).get(row.id) ?? null);
  },
});

/** Until its customer starts it again. */
export const stop = command({
  name: "service.stop",
  input: byId,
  allow: allowed.stop,
  run: (scope, { serviceId }) => change(scope, "stop", serviceId, { to: { state: "stopping" }, plan: stopPlan }),
});

export const startAgain = command({
  name: "service.start",
  input: byId,
  allow: allowed.start,
  run: (scope, { serviceId }) => change(scope, "start", serviceId, { to: { state: "starting" }, plan: startPlan }),
});

/** The containers of the live release once more, without another release. Databases go on. */
export const restart = command({
  name: "service.restart",
  input: byId,
  allow: allowed.restart,
  run: (scope, { serviceId }) => change(scope, "restart", serviceId, { to: { state: "active" }, plan: restartPlan }),
});

export const suspend = command({
  name: "service.suspend",
  input: byId,
  allow: allowed.suspend,
  run: (scope, { serviceId }) =>
    change(scope, "suspend", serviceId, { to: { state: "suspending" }, plan: suspendPlan }),
});

export const resume = command({
  name: "service.resume",
  input: byId,
  allow: allowed.resume,
  run: (scope, { serviceId }) => change(scope, "resume", serviceId, { to: { state: "resuming" }, plan: resumePlan }),
});

export const terminate = command({
  name: "service.terminate",
  input: byId,
  allow: allowed.terminate,
  confirm: true,
  run(scope, { serviceId }) {
    const terminatesAt = new Date(scope.ctx.now().getTime() + graceDays * 86_400_000);
    return change(scope, "terminate", serviceId, { to: { state: "terminating", terminatesAt }, plan: retirePlan });
  },
});

/** Takes a termination back while its grace period runs. */
export const keep = command({
  name: "service.keep",
  input: byId,
  allow: allowed.keep,
  async run(scope, { serviceId }) {
    const { terminatesAt } = await lock(scope.tx, serviceId);
    if (terminatesAt !== null && terminatesAt <= scope.ctx.now()) {
      throw new DomainError("conflict", "service.grace_over", "It is too late: this service is being removed.");
    }
    return change(scope, "keep", serviceId, { to: { state: "resuming", terminatesAt: null }, plan: resumePlan });
  },
});

/** Removes what is left of a service when its grace period is over. */
export const remove = command({
  name: "service.remove",
  input: byId,
  allow: { system: true },
  async run({ tx, ctx }, { serviceId }) {
    const before = await lock(tx, serviceId);
    const over = before.state === "terminating" && before.terminatesAt !== null && before.terminatesAt <= ctx.now();
    if (!over) throw new DomainError("conflict", "service.not_terminating", "The grace period is not over.");
    const { event } = await start(tx, ctx, removePlan, { subject: serviceId, accountId: before.accountId });
    return { value: null, audit: { target: serviceId, accountId: before.accountId }, events: [event] };
  },
});

/**
 * Has the removal begin of what could not be taken off a node when its set-up was undone. Returns whether there is
 * such a rest: until it is gone, the node may still serve the site's name.
 */
export async function abandon(tx: Tx, id: Id<"service">, at: Date): Promise<boolean> {
  const row = await lock(tx, id);
  if (row.nodeId === null) return false;
  if (row.state === "failed") await update(tx, id, { state: "terminating", terminatesAt: at });
  return true;
}

/** Adds the service that an order bought to the transaction that saw it paid. */
export async function create(
  { tx, ctx }: Scope,
  sold: {
    accountId: Id<"account">;
    orderId: Id<"order">;
    name: string;
    app: App;
    plan: { id: Id<"plan">; versionId: Id<"planVersion">; name: string };
    extras: SoldExtra[];
    /** Of the plan and of what is on top of it, as the price is. */
    limits: Limits;
    interval: Interval;
    price: Money;
    paidUntil: Date;
  },
): Promise<{ row: ServiceRow; operationId: Id<"operation">; event: DomainEvent }> {
  const { app, plan, limits, price, ...rest } = sold;
  const row = only(
    await tx
      .insert(service)
      .values({
        id: newId("service"),
        ...rest,
        ...limits,
        ...app,
        planId: plan.id,
        planName: plan.name,
        planVersionId: plan.versionId,
        priceMinor: price.minor,
        priceCurrency: price.currency,
        state: "provisioning",
        generation: 1,
        createdAt: ctx.now(),
      })
      .returning(),
  );
  return { row, ...(await start(tx, ctx, provisionPlan, { subject: row.id, accountId: row.accountId })) };
}

export async function read(tx: Tx, id: Id<"service">): Promise<ServiceRow> {
  const [row] = await tx.select().from(service).where(eq(service.id, id));
  if (!row) throw notFound("service");
  return row;
}

export async function lock(tx: Tx, id: Id<"service">): Promise<ServiceRow> {
  const [row] = await tx.select().from(service).where(eq(service.id, id)).for("update");
  if (!row) throw notFound("service");
  return row;
}

async function change(
  { tx, ctx }: Scope,
  action: ServiceAction,
  serviceId: Id<"service">,
  { to, plan }: { to: Partial<ServiceRow> & { state: ServiceState }; plan: Plan },
): Promise<Outcome<Service>> {
  const before = await lock(tx, serviceId);
  if (!can(action, before)) {
    throw new DomainError(
      "conflict",
      `service.cannot_${action}`,
      `This is not possible while the service is ${before.state}.`,
    );
  }
  const after = only(
    await tx
      .update(service)
      .set({ ...to, generation: before.generation + 1, failureCode: null, failureMessage: null })
      .where(eq(service.id, serviceId))
      .returning(),
  );
  const { event } = await start(tx, ctx, plan, { subject: serviceId, accountId: before.accountId });
  return {
    value: toService(ctx, after, (await operationOf(tx, [serviceId])).get(serviceId) ?? null),
    audit: {
      target: serviceId,
      accountId: before.accountId,
      before: { state: before.state },
      after: { state: after.state },
    },
    events: [event],
  };
}

const shownColumns = {
  id: service.id,
  accountId: service.accountId,
  orderId: service.orderId,
  name: service.name,
  template: service.template,
  parameters: service.parameters,
  state: service.state,
  planName: service.planName,
  planVersionId: service.planVersionId,
  extras: service.extras,
  interval: service.interval,
  priceMinor: service.priceMinor,
  priceCurrency: service.priceCurrency,
  memoryMb: service.memoryMb,
  cpuPercent: service.cpuPercent,
  processes: service.processes,
  diskMb: service.diskMb,
  paidUntil: service.paidUntil,
  failureCode: service.failureCode,
  failureMessage: service.failureMessage,
  createdAt: service.createdAt,
  activeAt: service.activeAt,
  terminatesAt: service.terminatesAt,
};
type Shown = Pick<ServiceRow, keyof typeof shownColumns>;

function toService(ctx: Scope["ctx"], row: Shown, operation: OperationSummary | null): Service {
  const { host, url } = ctx.ports.addresses.ofSite(row.name);
  const { memoryMb, cpuPercent, processes, diskMb } = row;
  const pays = permits(ctx.actor, may("billing:read"));
  return {
    id: row.id,
    accountId: row.accountId,
    orderId: row.orderId,
    name: row.name,
    app: { template: row.template, parameters: row.parameters },
    state: row.state,
    host,
    url,
    planName: row.planName,
    planVersionId: row.planVersionId,
    extras: row.extras,
    interval: row.interval,
    price: pays ? money(row.priceMinor, row.priceCurrency) : null,
    limits: { memoryMb, cpuPercent, processes, diskMb },
    paidUntil: pays ? row.paidUntil : null,
    operation,
    failure: row.failureCode === null ? null : { code: row.failureCode, message: row.failureMessage ?? "" },
    createdAt: row.createdAt,
    activeAt: row.activeAt,
    terminatesAt: row.terminatesAt,
  };
}

export async function update(tx: Tx, id: Id<"service">, change: Partial<ServiceRow>): Promise<ServiceRow> {
  return only(await tx.update(service).set(change).where(eq(service.id, id)).returning());
}
