import { and, asc, count, desc, eq, gte, isNotNull, ne, sum } from "drizzle-orm";
import { z } from "zod";
import { account } from "../accounts/account.sql.ts";
import { verificationOf } from "../audit/index.ts";
import { may } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import { operation } from "../kernel/long-operation/long-operation.sql.ts";
import { Money, money } from "../kernel/money.ts";
import { providerQuery } from "../kernel/operation.ts";
import { node } from "../nodes/node.sql.ts";
import { nodeStates } from "../nodes/node.state.ts";
import { order } from "../orders/order.sql.ts";
import { orderStates, refundFailed } from "../orders/order.state.ts";
import { oldestFirst, type QueueDesk } from "../queues/index.ts";
import { service } from "../services/service.sql.ts";
import { serviceStates } from "../services/service.state.ts";
import { operationColumns, titleOf, worksOnNode, worksOnService } from "./operation-title.ts";

const kinds = [
  "operation_failed",
  "operation_waiting",
  "node_unreachable",
  "refund_failed",
  "messages_dead",
  "queues_unreachable",
  "audit_broken",
] as const;

export const Overview = z
  .object({
    customers: z.int(),
    services: z.partialRecord(z.enum(serviceStates), z.int()),
    orders: z.partialRecord(z.enum(orderStates), z.int()),
    nodes: z.partialRecord(z.enum(nodeStates), z.int()),
    operations: z.object({ running: z.int(), waiting: z.int(), failed: z.int() }),
    /** Paid orders of this calendar month (UTC), refunds taken off. */
    paidThisMonth: Money,
    /** What a person should look at, oldest first. */
    attention: z.array(
      z.object({ kind: z.enum(kinds), subject: z.string(), title: z.string(), detail: z.string(), since: z.date() }),
    ),
  })
  .meta({ id: "Overview" });
export type Overview = z.infer<typeof Overview>;

const attentionMax = 20;

export const overview = providerQuery({
  name: "overview.get",
  input: z.object({}),
  allow: may("overview:read"),
  async intend({ tx, ctx }) {
    const running = (state: "running" | "waiting") => tx.$count(operation, eq(operation.state, state));
    const attention: Attention[] = [
      ...(await failedOperations(tx)),
      ...(await waitingOperations(tx)),
      ...(await unreachableNodes(tx)),
      ...(await failedRefunds(tx)),
      ...(await brokenAudit(tx)),
    ];
    const shown = {
      customers: await tx.$count(account),
      services: await tally(tx.select({ state: service.state, n: count() }).from(service).groupBy(service.state)),
      orders: await tally(tx.select({ state: order.state, n: count() }).from(order).groupBy(order.state)),
      nodes: await tally(tx.select({ state: node.state, n: count() }).from(node).groupBy(node.state)),
      operations: {
        running: await running("running"),
        waiting: await running("waiting"),
        failed: attention.filter(({ kind }) => kind === "operation_failed").length,
      },
      paidThisMonth: await paidSince(tx, monthOf(ctx.now())),
    };
    return { shown, attention, now: ctx.now() };
  },
  async perform({ queues }, { shown, attention, now }): Promise<Overview> {
    const all = [...attention, ...(await deadMessages(queues, now))];
    return {
      ...shown,
      attention: all.toSorted((a, b) => a.since.getTime() - b.since.getTime()).slice(0, attentionMax),
    };
  },
});

async function tally<S extends string>(
  rows: PromiseLike<{ state: S; n: number }[]>,
): Promise<Partial<Record<S, number>>> {
  return Object.fromEntries((await rows).map(({ state, n }) => [state, n])) as Partial<Record<S, number>>;
}

const monthOf = (at: Date): Date => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1));

async function paidSince(tx: Tx, since: Date): Promise<Money> {
  const [row] = await tx
    .select({ minor: sum(order.priceMinor).mapWith(Number) })
    .from(order)
    .where(and(gte(order.paidAt, since), ne(order.state, "refunded")));
  return money(row?.minor ?? 0);
}

type Attention = Overview["attention"][number];

/** The failures that still matter: of each subject only the newest operation counts. */
async function failedOperations(tx: Tx): Promise<Attention[]> {
  const newest = await tx
    .selectDistinctOn([operation.subject], operationColumns)
    .from(operation)
    .leftJoin(service, worksOnService)
    .leftJoin(node, worksOnNode)
    .orderBy(operation.subject, desc(operation.id));
  return newest
    .filter(({ operation: { state, failureCode } }) => state === "failed" && failureCode !== "operation.cancelled")
    .map(({ operation: row, ...names }) => ({
      kind: "operation_failed" as const,
      subject: row.id,
      title: `${titleOf({ operation: row, ...names })} failed`,
      detail: row.failureMessage ?? "",
      since: row.finishedAt ?? row.createdAt,
    }));
}

async function waitingOperations(tx: Tx): Promise<Attention[]> {
  const rows = await tx
    .select(operationColumns)
    .from(operation)
    .leftJoin(service, worksOnService)
    .leftJoin(node, worksOnNode)
    .where(and(eq(operation.state, "waiting"), isNotNull(operation.waitingCode)))
    .orderBy(asc(operation.id))
    .limit(attentionMax);
  return rows.map(({ operation: row, ...names }) => ({
    kind: "operation_waiting" as const,
    subject: row.id,
    title: `${titleOf({ operation: row, ...names })} is waiting`,
    detail: row.waitingMessage ?? "",
    since: row.createdAt,
  }));
}

async function unreachableNodes(tx: Tx): Promise<Attention[]> {
  const rows = await tx.select().from(node).where(eq(node.state, "unreachable"));
  return rows.map((row) => ({
    kind: "node_unreachable" as const,
    subject: row.id,
    title: `Node ${row.name} cannot be reached`,
    detail: row.failureMessage ?? "",
    since: row.lastSeenAt ?? row.createdAt,
  }));
}

async function failedRefunds(tx: Tx): Promise<Attention[]> {
  const rows = await tx
    .select()
    .from(order)
    .where(and(eq(order.state, "refunding"), eq(order.failureCode, refundFailed)));
  return rows.map((row) => ({
    kind: "refund_failed" as const,
    subject: row.id,
    title: `The refund of order ${row.number} failed`,
    detail: row.failureMessage ?? "",
    since: row.paidAt ?? row.createdAt,
  }));
}

async function brokenAudit(tx: Tx): Promise<Attention[]> {
  const { brokenSince: since } = await verificationOf(tx);
  if (since === null) return [];
  const detail = "Entries were changed, removed or added in the database itself. The audit log says where.";
  return [{ kind: "audit_broken", subject: "audit", title: "The audit log was tampered with", detail, since }];
}

/** Queues out of reach are one more thing to look at, and hide nothing of the rest. */
async function deadMessages(desk: QueueDesk, now: Date): Promise<Attention[]> {
  try {
    return (await Promise.all(desk.names.map((name) => deadIn(desk, name, now)))).flat();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const title = "The queues cannot be reached";
    return [{ kind: "queues_unreachable", subject: "queues", title, detail: error.message, since: now }];
  }
}

async function deadIn(desk: QueueDesk, name: string, now: Date): Promise<Attention[]> {
  const { dead } = await desk.counts(name);
  if (dead === 0) return [];
  const [oldest] = oldestFirst(await desk.peek(name));
  return [
    {
      kind: "messages_dead",
      subject: name,
      title: `${dead === 1 ? "A message" : `${dead} messages`} of the queue ${name} could not be worked on`,
      detail: "Find out why, and send back what is still needed.",
      since: oldest?.sentAt ?? now,
    },
  ];
}
