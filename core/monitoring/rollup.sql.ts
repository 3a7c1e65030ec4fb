import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import type { RawTx, Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import { nodeMetric, serviceMetric } from "./metric.sql.ts";
import { timeBounds } from "./metrics.state.ts";

const added = (column: AnyPgColumn, length: number): SQL =>
  sql`array[${sql.join(
    Array.from({ length }, (_, index) => sql`coalesce(sum(${column}[${sql.raw(String(index + 1))}]), 0)`),
    sql`, `,
  )}]::int[]`;
const m = serviceMetric;
const n = nodeMetric;

/** The start of each row's interval of `step` seconds; no parameter, or Postgres would not group by what it selects. */
export const bucketOf = (at: AnyPgColumn, step: number): SQL<Date> =>
  sql`date_bin(make_interval(secs => ${sql.raw(String(step))}), ${at}, timestamptz '2000-01-01 00:00:00+00')`;

/** Rows of one service, added up. `mapWith` turns what Postgres sends as text into numbers. */
export const serviceTotals = {
  seconds: sql`sum(${m.seconds})::int`.mapWith(Number),
  cpuMs: sql`sum(${m.cpuMs})::bigint`.mapWith(Number),
  memoryBytes: sql`round(avg(${m.memoryBytes}))::bigint`.mapWith(Number),
  memoryPeakBytes: sql`max(${m.memoryPeakBytes})`.mapWith(Number),
  processes: sql`max(${m.processes})`.mapWith(Number),
  answers: added(m.answers, 5).mapWith(m.answers) as SQL<number[]>,
  bytesIn: sql`sum(${m.bytesIn})::bigint`.mapWith(Number),
  bytesOut: sql`sum(${m.bytesOut})::bigint`.mapWith(Number),
  times: added(m.times, timeBounds.length + 1).mapWith(m.times) as SQL<number[]>,
};

export const nodeTotals = {
  seconds: sql`sum(${n.seconds})::int`.mapWith(Number),
  cpus: sql`max(${n.cpus})`.mapWith(Number),
  cpuMs: sql`sum(${n.cpuMs})::bigint`.mapWith(Number),
  memoryMb: sql`max(${n.memoryMb})`.mapWith(Number),
  memoryUsedMb: sql`round(avg(${n.memoryUsedMb}))::int`.mapWith(Number),
  diskMb: sql`max(${n.diskMb})`.mapWith(Number),
  diskUsedMb: sql`max(${n.diskUsedMb})`.mapWith(Number),
};

/** Which of a node's rows become one of the next resolution. */
export interface Window {
  from: Date;
  until: Date;
  /** What is added up, and into what. */
  step: number;
  into: number;
}

/** Adds up what a node's services used. Made anew from the finer rows each time, so repeating it changes nothing. */
export async function rollUpServices(tx: Tx, serviceIds: readonly Id<"service">[], window: Window): Promise<void> {
  if (serviceIds.length === 0) return;
  const t = serviceTotals;
  const start = bucketOf(m.at, window.into);
  const ids = sql.join(
    serviceIds.map((id) => sql`${id}`),
    sql`, `,
  );
  await (tx as RawTx).execute(sql`
    insert into ${m} (service_id, account_id, step, at, seconds, cpu_ms, memory_bytes, memory_peak_bytes, processes, answers, bytes_in, bytes_out, times)
    select ${m.serviceId}, min(${m.accountId}), ${window.into}::int, ${start}, ${t.seconds}, ${t.cpuMs}, ${t.memoryBytes}, ${t.memoryPeakBytes}, ${t.processes}, ${t.answers}, ${t.bytesIn}, ${t.bytesOut}, ${t.times}
    from ${m}
    where ${m.serviceId} in (${ids}) and ${m.step} = ${window.step} and ${m.at} >= ${window.from.toISOString()} and ${m.at} < ${window.until.toISOString()}
    group by ${m.serviceId}, 4
    on conflict (service_id, step, at) do update set seconds = excluded.seconds, cpu_ms = excluded.cpu_ms, memory_bytes = excluded.memory_bytes,
      memory_peak_bytes = excluded.memory_peak_bytes, processes = excluded.processes, answers = excluded.answers,
      bytes_in = excluded.bytes_in, bytes_out = excluded.bytes_out, times = excluded.times`);
}

export async function rollUpNode(tx: Tx, nodeId: Id<"node">, window: Window): Promise<void> {
  const t = nodeTotals;
  const start = bucketOf(n.at, window.into);
  await (tx as RawTx).execute(sql`
    insert into ${n} (node_id, step, at, seconds, cpus, cpu_ms, memory_mb, memory_used_mb, disk_mb, disk_used_mb)
    select ${n.nodeId}, ${window.into}::int, ${start}, ${t.seconds}, ${t.cpus}, ${t.cpuMs}, ${t.memoryMb}, ${t.memoryUsedMb}, ${t.diskMb}, ${t.diskUsedMb}
    from ${n}
    where ${n.nodeId} = ${nodeId} and ${n.step} = ${window.step} and ${n.at} >= ${window.from.toISOString()} and ${n.at} < ${window.until.toISOString()}
    group by ${n.nodeId}, 3
    on conflict (node_id, step, at) do update set seconds = excluded.seconds, cpus = excluded.cpus, cpu_ms = excluded.cpu_ms,
      memory_mb = excluded.memory_mb, memory_used_mb = excluded.memory_used_mb, disk_mb = excluded.disk_mb, disk_used_mb = excluded.disk_used_mb`);
}

/** A second sample within one minute is added to the first. */
export const inOneMinute = {
  seconds: sql`${m.seconds} + excluded.seconds`,
  cpuMs: sql`${m.cpuMs} + excluded.cpu_ms`,
  memoryBytes: sql`excluded.memory_bytes`,
  memoryPeakBytes: sql`greatest(${m.memoryPeakBytes}, excluded.memory_peak_bytes)`,
  processes: sql`greatest(${m.processes}, excluded.processes)`,
  answers: sql`(select array_agg(a + b order by i) from unnest(${m.answers}, excluded.answers) with ordinality u (a, b, i))`,
  bytesIn: sql`${m.bytesIn} + excluded.bytes_in`,
  bytesOut: sql`${m.bytesOut} + excluded.bytes_out`,
  times: sql`(select array_agg(a + b order by i) from unnest(${m.times}, excluded.times) with ordinality u (a, b, i))`,
};

export const inOneMinuteOfNode = {
  seconds: sql`${n.seconds} + excluded.seconds`,
  cpuMs: sql`${n.cpuMs} + excluded.cpu_ms`,
  memoryUsedMb: sql`excluded.memory_used_mb`,
  diskUsedMb: sql`excluded.disk_used_mb`,
};
export const restartedToo = { restarted: sql`excluded.restarted or service_exit.restarted` };

/** Rows have keys of several columns: their places name them, for as long as this statement. */
export async function deleteSome(tx: Tx, table: PgTable, which: SQL | undefined, limit: number): Promise<number> {
  const some = sql`delete from ${table} where ctid = any (array (select ctid from ${table} where ${which} limit ${limit}))`;
  const { rowCount } = (await (tx as RawTx).execute(some)) as { rowCount: number | null };
  return rowCount ?? 0;
}
