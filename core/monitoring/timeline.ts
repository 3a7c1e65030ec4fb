import { and, desc, eq, isNotNull, lt, ne } from "drizzle-orm";
import { z } from "zod";
import * as Audit from "../audit/index.ts";
import * as Jobs from "../jobs/index.ts";
import { may, permits } from "../kernel/actor.ts";
import { Id } from "../kernel/id.ts";
import { operation } from "../kernel/long-operation/long-operation.sql.ts";
import { longOperationStates } from "../kernel/long-operation/long-operation.state.ts";
import { query, type Scope } from "../kernel/operation.ts";
import * as Releases from "../releases/index.ts";
import * as Services from "../services/index.ts";
import { serviceExit } from "./metric.sql.ts";

const Failure = z.object({ code: z.string(), message: z.string() }).nullable();

export const TimelineEntry = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("release"),
      id: z.string(),
      at: z.date(),
      number: z.int(),
      live: z.boolean(),
      failure: Failure,
    }),
    /** Work on the service that has ended: suspending it, resuming it, whatever is no release. */
    z.object({
      kind: z.literal("operation"),
      id: z.string(),
      at: z.date(),
      /** Which kind of work: what it is called by programs. */
      operation: z.string(),
      title: z.string(),
      state: z.enum(longOperationStates),
      failure: Failure,
    }),
    /** A container ended by itself. */
    z.object({
      kind: z.literal("exit"),
      id: z.string(),
      at: z.date(),
      /** Its name in the compose file. */
      part: z.string(),
      exitCode: z.int(),
      restarted: z.boolean(),
      memoryUsedUp: z.boolean(),
    }),
    /** A cron job failed, and not for the first time in a row. */
    z.object({
      kind: z.literal("job"),
      id: z.string(),
      at: z.date(),
      job: z.string(),
      failures: z.int(),
      exitCode: z.int().nullable(),
    }),
    /** What somebody changed; for those who may read the account's activity. */
    z.object({
      kind: z.literal("change"),
      id: z.string(),
      at: z.date(),
      sentence: z.array(z.object({ kind: z.string(), text: z.string() })),
    }),
  ])
  .meta({ id: "TimelineEntry" });
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const Timeline = z
  .object({ items: z.array(TimelineEntry), nextCursor: z.string().nullable() })
  .meta({ id: "Timeline" });

const shown = 25;

/** What happened to a service, from all that is written down of it, newest first. */
export const timeline = query({
  name: "service.timeline",
  input: z.object({ serviceId: Id("service"), cursor: z.iso.datetime().optional() }),
  allow: may("service:read"),
  async run(scope, { serviceId, cursor }) {
    await Services.read(scope.tx, serviceId);
    const before = cursor === undefined ? new Date(scope.ctx.now().getTime() + 1) : new Date(cursor);
    const all = [
      ...(await Releases.endedBefore(scope.tx, serviceId, before, shown + 1)),
      ...(await operationsOf(scope, serviceId, before)),
      ...(await exitsOf(scope, serviceId, before)),
      ...(await Jobs.failingBefore(scope.tx, serviceId, before, shown + 1)),
      ...(await changesOf(scope, serviceId, before)),
    ].toSorted((a, b) => b.at.getTime() - a.at.getTime());
    const last = all[shown - 1];
    if (!last || all.length === shown) return { items: all, nextCursor: null };
    // What happened in the same millisecond stands on the same page: the next one begins before it.
    const items = all.filter((entry, index) => index < shown || entry.at.getTime() === last.at.getTime());
    return { items, nextCursor: items.length < all.length ? last.at.toISOString() : null };
  },
});

type Of<Kind extends TimelineEntry["kind"]> = Extract<TimelineEntry, { kind: Kind }>;

async function operationsOf({ tx }: Scope, serviceId: Id<"service">, before: Date): Promise<Of<"operation">[]> {
  const rows = await tx
    .select()
    .from(operation)
    .where(
      and(
        eq(operation.subject, serviceId),
        ne(operation.kind, Releases.deployPlan.kind),
        isNotNull(operation.finishedAt),
        lt(operation.finishedAt, before),
      ),
    )
    .orderBy(desc(operation.finishedAt))
    .limit(shown + 1);
  return rows.map(({ id, kind, title, state, finishedAt, failureCode: code, failureMessage }) => ({
    kind: "operation",
    id,
    at: finishedAt ?? before,
    operation: kind,
    title,
    state,
    failure: code === null ? null : { code, message: failureMessage ?? "" },
  }));
}

async function exitsOf({ tx }: Scope, serviceId: Id<"service">, before: Date): Promise<Of<"exit">[]> {
  const rows = await tx
    .select()
    .from(serviceExit)
    .where(and(eq(serviceExit.serviceId, serviceId), lt(serviceExit.at, before)))
    .orderBy(desc(serviceExit.at))
    .limit(shown + 1);
  return rows.map(({ at, stack, part, exitCode, restarted, memoryUsedUp }) => ({
    ...{ kind: "exit", id: `${at.getTime()}-${stack}-${part}`, at, part, exitCode, restarted, memoryUsedUp },
  }));
}

/** As the account's activity has them: nobody reads here what is kept from them there. */
async function changesOf(scope: Scope, serviceId: Id<"service">, before: Date): Promise<Of<"change">[]> {
  const forStaff = permits(scope.ctx.actor, may("audit:read"));
  if (!forStaff && !permits(scope.ctx.actor, may("activity:read"))) return [];
  const filter = { target: serviceId, to: before.toISOString() };
  const { items } = await Audit.read(scope, filter, { limit: shown + 1, cursor: undefined, forStaff: false });
  return items.map(({ id, at, sentence }) => ({ kind: "change", id, at, sentence }));
}
