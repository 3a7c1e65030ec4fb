import { and, desc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../kernel/db.ts";
import { notFound } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { providerReport, query, type Scope } from "../kernel/operation.ts";
import { only } from "../kernel/rows.ts";
import * as Releases from "../releases/index.ts";
import * as Services from "../services/index.ts";
import { serviceRun } from "./job.sql.ts";
import { mayRun, runReasons, runsKept } from "./job.state.ts";
import type { RunOnNode } from "./ports.ts";

export type RunRow = typeof serviceRun.$inferSelect;

export const Run = z
  .object({
    id: Id("run"),
    serviceId: Id("service"),
    /** Null: a command on its own. */
    jobId: Id("cronJob").nullable(),
    command: z.string(),
    part: z.string().nullable(),
    seconds: z.int(),
    /** Null: the clock. */
    requestedBy: Releases.Requester.nullable(),
    state: z.enum(["running", "ended"]),
    startedAt: z.date(),
    endedAt: z.date().nullable(),
    exitCode: z.int().nullable(),
    reason: z.enum(runReasons).nullable(),
  })
  .meta({ id: "Run" });
export type Run = z.infer<typeof Run>;

export const RunOutput = z
  .object({
    run: Run,
    /** What there is to say of how it ended. */
    message: z.string().nullable(),
    lines: z.array(z.object({ at: z.string(), text: z.string() })),
    /** Pass it back as `after` to get what came since. */
    cursor: z.string(),
  })
  .meta({ id: "RunOutput" });

/** The last runs of a job; without one, the last commands on their own. */
export const listRuns = query({
  name: "run.list",
  input: z.object({ serviceId: Id("service"), jobId: Id("cronJob").optional() }),
  allow: mayRun,
  async run({ tx }, { serviceId, jobId }) {
    await Services.read(tx, serviceId);
    const rows = await tx
      .select()
      .from(serviceRun)
      .where(and(eq(serviceRun.serviceId, serviceId), ofJob(jobId ?? null)))
      .orderBy(desc(serviceRun.startedAt), desc(serviceRun.id))
      .limit(runsKept);
    return { items: await shown(tx, rows) };
  },
});

/** How a run is and what it wrote, as its node has it now. */
export const readRun = providerReport({
  name: "run.read",
  input: z.object({
    serviceId: Id("service"),
    runId: Id("run"),
    after: z
      .string()
      .regex(/^\d{1,12}$/)
      .optional(),
  }),
  allow: mayRun,
  async intend({ tx }, { after, ...of }) {
    return { row: await runOf(tx, of), after };
  },
  perform: ({ nodeRuns }, { row, after }) => nodeRuns.readRun({ runId: row.id, ...(after !== undefined && { after }) }),
  async show({ tx }, { row }, found: RunOnNode) {
    const [run] = await shown(tx, [{ ...row, ...(row.endedAt === null && endOf(found, row)) }]);
    return { run: only(run ? [run] : []), message: found.message ?? null, lines: found.lines, cursor: found.cursor };
  },
});

/** What its node says of its end, where we have not heard of it. */
export const endOf = (found: RunOnNode, row: RunRow): Partial<RunRow> =>
  found.state !== "ended"
    ? {}
    : {
        endedAt: found.endedAt === undefined ? row.startedAt : new Date(found.endedAt),
        exitCode: found.exitCode ?? null,
        reason: found.reason ?? "interrupted",
      };

export const ofJob = (jobId: Id<"cronJob"> | null) =>
  jobId === null ? isNull(serviceRun.jobId) : eq(serviceRun.jobId, jobId);

export async function runOf(
  tx: Tx,
  { serviceId, runId }: { serviceId: Id<"service">; runId: Id<"run"> },
): Promise<RunRow> {
  const [row] = await tx
    .select()
    .from(serviceRun)
    .where(and(eq(serviceRun.serviceId, serviceId), eq(serviceRun.id, runId)));
  if (!row) throw notFound("run");
  return row;
}

export async function shown(tx: Tx, rows: readonly RunRow[]): Promise<Run[]> {
  const names = await Releases.requestersOf(tx, rows);
  return rows.map(({ requestedBy, accountId: _, label: __, failures: ___, ...row }) => ({
    ...row,
    requestedBy: requestedBy && Releases.requesterOf(requestedBy, names),
    state: row.endedAt === null ? "running" : "ended",
  }));
}

/** What a node calls what has this id: a DNS label. */
export const labelOf = (id: string): string => id.toLowerCase().replace("_", "-");

/** Written down before its node is asked for it. */
export async function begin(
  { tx, ctx }: Scope,
  of: Pick<RunRow, "accountId" | "serviceId" | "jobId" | "command" | "part" | "seconds">,
): Promise<RunRow> {
  const id = newId("run");
  const row = { ...of, id, label: labelOf(id), requestedBy: ctx.actor, startedAt: ctx.now(), failures: 0 };
  return only(await tx.insert(serviceRun).values(row).returning());
}
