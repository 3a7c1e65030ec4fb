import { and, asc, desc, eq, gte, lt } from "drizzle-orm";
import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { query } from "../kernel/operation.ts";
import { PageInput, page } from "../kernel/page.ts";
import * as Services from "../services/index.ts";
import { Archive } from "./archive.ts";
import { build, buildLog } from "./build.sql.ts";
import { buildStates, mayReadBuildLog, mayReadBuilds } from "./build.state.ts";

export type BuildRow = typeof build.$inferSelect;

export const Build = z
  .object({
    id: Id("build"),
    serviceId: Id("service"),
    releaseId: Id("release"),
    /** Of its release. */
    number: z.int(),
    state: z.enum(buildStates),
    /** Of a repository. */
    url: z.string().nullable(),
    branch: z.string().nullable(),
    /** What was uploaded, in place of a repository. */
    archive: Archive.nullable(),
    folder: z.string(),
    revision: z.object({ id: z.string(), subject: z.string(), author: z.string(), at: z.string() }).nullable(),
    failure: z.object({ code: z.string(), message: z.string() }).nullable(),
    createdAt: z.date(),
    startedAt: z.date().nullable(),
    endedAt: z.date().nullable(),
  })
  .meta({ id: "Build" });
export type Build = z.infer<typeof Build>;

export const BuildLog = z
  .object({
    lines: z.array(z.object({ at: z.string(), text: z.string() })),
    /** For the lines after these. */
    cursor: z.int(),
    /** Whether more can be read at once. */
    more: z.boolean(),
    /** The log was longer than what is kept of one: it begins somewhere in its middle. */
    cut: z.boolean(),
    state: z.enum(buildStates),
  })
  .meta({ id: "BuildLog" });

export const list = query({
  name: "build.list",
  input: z.object({ ...PageInput, serviceId: Id("service") }),
  allow: mayReadBuilds,
  async run({ tx }, { serviceId, limit, cursor }) {
    await Services.read(tx, serviceId);
    const rows = await tx
      .select()
      .from(build)
      .where(and(eq(build.serviceId, serviceId), cursor ? lt(build.id, cursor as BuildRow["id"]) : undefined))
      .orderBy(desc(build.id))
      .limit(limit + 1);
    return page(rows, limit, toBuild);
  },
});

/** Chunks at once: each is at most a page of what a node tells. */
const chunksMax = 4;

/** The lines after `after`, oldest first. Poll with the cursor that came back, until the build has ended and no more is there. */
export const log = query({
  name: "build.log",
  input: z.object({
    serviceId: Id("service"),
    number: z.coerce.number<number>().int().min(1),
    after: z.coerce.number<number>().int().min(0).default(0),
  }),
  allow: mayReadBuildLog,
  async run({ tx }, { serviceId, number, after }) {
    await Services.read(tx, serviceId);
    const [row] = await tx
      .select()
      .from(build)
      .where(and(eq(build.serviceId, serviceId), eq(build.number, number)));
    if (!row) throw notFound("build");
    const chunks = await tx
      .select({ chunk: buildLog.chunk, lines: buildLog.lines })
      .from(buildLog)
      .where(and(eq(buildLog.buildId, row.id), gte(buildLog.chunk, after)))
      .orderBy(asc(buildLog.chunk))
      .limit(chunksMax);
    const cursor = (chunks.at(-1)?.chunk ?? after - 1) + 1;
    return {
      lines: chunks.flatMap(({ lines }) => lines),
      cursor,
      more: cursor < row.logNext,
      cut: row.logFirst > 0,
      state: row.state,
    };
  },
});

export const toBuild = (row: BuildRow): Build => ({
  id: row.id,
  serviceId: row.serviceId,
  releaseId: row.releaseId,
  number: row.number,
  state: row.state,
  url: row.url,
  branch: row.branch,
  archive: row.archive,
  folder: row.folder,
  revision: row.revision,
  failure: row.failureCode === null ? null : { code: row.failureCode, message: row.failureMessage ?? "" },
  createdAt: row.createdAt,
  startedAt: row.startedAt,
  endedAt: row.endedAt,
});
