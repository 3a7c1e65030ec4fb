import { and, eq, lt } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../kernel/db.ts";
import { notFound } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { command, query } from "../kernel/operation.ts";
import { only } from "../kernel/rows.ts";
import * as Releases from "../releases/index.ts";
import * as Sources from "../sources/index.ts";
import { build, buildLog } from "./build.sql.ts";
import type { BuildRow } from "./build.ts";
import { isUnderWay, ofRelease, surplus } from "./build-rows.ts";

const byBuild = z.object({ buildId: Id("build") });

/** What is kept of one log: its end, which says why. */
const logBytesMax = 2 * 1024 * 1024;
const lineMax = 4_000;

const Lines = z.array(z.object({ at: z.string(), text: z.string() }));
const Revision = z.object({ id: z.string(), subject: z.string(), author: z.string(), at: z.string() });

const auditOf = ({ serviceId, accountId, number }: BuildRow) => ({ target: serviceId, accountId, after: { number } });

async function lock(tx: Tx, id: Id<"build">): Promise<BuildRow> {
  const [row] = await tx.select().from(build).where(eq(build.id, id)).for("update");
  if (!row) throw notFound("build");
  return row;
}

/** The build of a release, if it is one that something was built for. */
export const toBuild = query({
  name: "build.of_release",
  input: z.object({ releaseId: Id("release") }),
  allow: { system: true },
  run: async ({ tx }, { releaseId }) => (await ofRelease(tx, releaseId)) ?? null,
});

/** All that opens the repository of a build, for the node that builds. */
export const openSource = query({
  name: "build.open_source",
  input: byBuild,
  allow: { system: true },
  async run(scope, { buildId }) {
    const [row] = await scope.tx.select().from(build).where(eq(build.id, buildId));
    if (!row?.url) throw notFound("build");
    return Sources.opened(scope, row.serviceId, row.url);
  },
});

/** Before a node is told to build, the first time or once more. */
export const begin = command({
  name: "build.begin",
  input: byBuild,
  allow: { system: true },
  async run({ tx, ctx }, { buildId }) {
    const row = await lock(tx, buildId);
    if (!isUnderWay(row)) return { value: row, audit: "unchanged", events: [] };
    const change = {
      state: "building" as const,
      startedAt: row.startedAt ?? ctx.now(),
      cursor: null,
      starts: row.starts + 1,
    };
    const value = only(await tx.update(build).set(change).where(eq(build.id, buildId)).returning());
    return { value, audit: auditOf(row), events: [] };
  },
});

/** What a build wrote since the last time, and what it found. Lines that were noted already are not noted twice. */
export const note = command({
  name: "build.note",
  input: byBuild.extend({
    after: z.string().nullable(),
    cursor: z.string(),
    lines: Lines,
    revision: Revision.optional(),
  }),
  allow: { system: true },
  async run({ tx }, { buildId, after, cursor, lines, revision }) {
    const row = await lock(tx, buildId);
    if (row.cursor !== after) return { value: null, audit: "unchanged", events: [] };
    const kept = lines.length > 0 ? await append(tx, row, lines) : {};
    const found = row.revision === null && revision;
    await tx
      .update(build)
      .set({ cursor, ...kept, ...(found && { revision: cutShort(found) }) })
      .where(eq(build.id, buildId));
    if (found) await Releases.update(tx, row.releaseId, { revision: found.id, commit: cutShort(found) });
    return { value: null, audit: "unchanged", events: [] };
  },
});

const cutShort = ({ id, subject, author, at }: z.output<typeof Revision>) => ({
  ...{ id, at },
  ...{ subject: subject.slice(0, 300), author: author.slice(0, 200) },
});

/** Adds a chunk, and drops the oldest ones where that makes the log too long. */
async function append(tx: Tx, row: BuildRow, given: z.output<typeof Lines>) {
  const lines = given.map(({ at, text }) => ({ at, text: text.slice(0, lineMax).replaceAll("\0", "") }));
  const bytes = Buffer.byteLength(JSON.stringify(lines));
  const { id: buildId, accountId, serviceId, logNext: chunk } = row;
  await tx.insert(buildLog).values({ buildId, chunk, accountId, serviceId, bytes, lines });
  let [logFirst, logBytes] = [row.logFirst, row.logBytes + bytes];
  while (logBytes > logBytesMax && logFirst < chunk) {
    const oldest = and(eq(buildLog.buildId, buildId), lt(buildLog.chunk, logFirst + 1));
    for (const gone of await tx.delete(buildLog).where(oldest).returning({ bytes: buildLog.bytes }))
      logBytes -= gone.bytes;
    logFirst += 1;
  }
  return { logFirst, logNext: chunk + 1, logBytes };
}

/** How it ended. */
export const end = command({
  name: "build.end",
  input: byBuild.extend({
    state: z.enum(["built", "failed", "cancelled"]),
    failure: z.object({ code: z.string(), message: z.string() }).optional(),
  }),
  allow: { system: true },
  async run({ tx, ctx }, { buildId, state, failure }) {
    const row = await lock(tx, buildId);
    if (!isUnderWay(row)) return { value: null, audit: "unchanged", events: [] };
    await tx
      .update(build)
      .set({
        state,
        endedAt: ctx.now(),
        imageKept: state === "built",
        failureCode: failure?.code ?? null,
        failureMessage: failure?.message.slice(0, 1_000) ?? null,
      })
      .where(eq(build.id, buildId));
    return { value: null, audit: auditOf(row), events: [] };
  },
});

/** Before its release is tried once more: what failed is built anew. */
export async function again(tx: Tx, releaseId: Id<"release">): Promise<void> {
  const row = await ofRelease(tx, releaseId);
  if (!row || row.state === "built" || isUnderWay(row)) return;
  const fresh = {
    state: "queued",
    endedAt: null,
    failureCode: null,
    failureMessage: null,
    cursor: null,
    starts: 0,
  } as const;
  await tx.update(build).set(fresh).where(eq(build.id, row.id));
}

/** Images that no release needs any more. */
export const surplusImages = query({
  name: "build.surplus_images",
  input: z.object({ serviceId: Id("service") }),
  allow: { system: true },
  async run({ tx }, { serviceId }) {
    return (await surplus(tx, serviceId)).map(({ id, image }) => ({ id, image }));
  },
});

/** Its image is no longer on the node. */
export const noteImageGone = command({
  name: "build.note_image_gone",
  input: byBuild,
  allow: { system: true },
  async run({ tx }, { buildId }) {
    const row = await lock(tx, buildId);
    if (!row.imageKept) return { value: null, audit: "unchanged", events: [] };
    await tx.update(build).set({ imageKept: false }).where(eq(build.id, buildId));
    return { value: null, audit: auditOf(row), events: [] };
  },
});
