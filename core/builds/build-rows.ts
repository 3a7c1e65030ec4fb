import { and, eq, inArray, notInArray } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import { type Id, newId } from "../kernel/id.ts";
import type { Scope } from "../kernel/operation.ts";
import * as Releases from "../releases/index.ts";
import type * as Sources from "../sources/index.ts";
import type { Archive } from "./archive.ts";
import { build } from "./build.sql.ts";
import { buildLimits, underWay } from "./build.state.ts";
import type { BuildRow } from "./build.ts";

/** A repository, or an archive that was uploaded. */
export type BuiltFrom = Pick<Sources.SourceRow, "url" | "branch" | "folder"> | { archive: Archive; folder: string };

/** Adds the build of a release to the transaction in which the release begins. */
export async function add(
  { tx, ctx }: Scope,
  release: Pick<Releases.ReleaseRow, "id" | "accountId" | "serviceId" | "number">,
  from: BuiltFrom,
): Promise<void> {
  const { accountId, serviceId, number } = release;
  await tx.insert(build).values({
    ...{ id: newId("build"), accountId, serviceId, releaseId: release.id, number, state: "queued" },
    ...("archive" in from ? { archive: from.archive } : { url: from.url, branch: from.branch }),
    ...{ folder: from.folder, starts: 0, logFirst: 0, logNext: 0, logBytes: 0 },
    image: Releases.builtImageOf(serviceId, number),
    imageKept: false,
    createdAt: ctx.now(),
  });
}

export async function ofRelease(tx: Tx, releaseId: Id<"release">): Promise<BuildRow | undefined> {
  const [row] = await tx.select().from(build).where(eq(build.releaseId, releaseId));
  return row;
}

export const isUnderWay = ({ state }: Pick<BuildRow, "state">): boolean =>
  (underWay as readonly string[]).includes(state);

/** What accounts' users need on a node beside their websites while something is built there, by service. */
export async function memoryOf(tx: Tx, serviceIds: readonly Id<"service">[]): Promise<number> {
  const building = and(inArray(build.serviceId, [...serviceIds]), inArray(build.state, [...underWay]));
  return (await tx.$count(build, building)) * buildLimits.memoryMb;
}

/** Images of a service that no release needs any more: none that runs, is about to, or can be gone back to. */
export async function surplus(tx: Tx, serviceId: Id<"service">): Promise<BuildRow[]> {
  const needed = await Releases.imagesNeeded(tx, serviceId);
  const kept = and(eq(build.serviceId, serviceId), eq(build.imageKept, true));
  return tx
    .select()
    .from(build)
    .where(and(kept, needed.length === 0 ? undefined : notInArray(build.image, needed)));
}
