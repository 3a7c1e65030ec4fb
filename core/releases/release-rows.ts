import { and, desc, eq, inArray, isNotNull, isNull, ne, or } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import { notFound } from "../kernel/errors.ts";
import { type Id, newId } from "../kernel/id.ts";
import { operation } from "../kernel/long-operation/long-operation.sql.ts";
import type { Scope } from "../kernel/operation.ts";
import { only } from "../kernel/rows.ts";
import type { ServiceRow } from "../services/index.ts";
import { release } from "./release.sql.ts";
import { canDeploy, keptReleases, underWayStates } from "./release.state.ts";

export type ReleaseRow = typeof release.$inferSelect;

/** The stack that a service's files belong to, whichever release shows them; its route has the same name. */
export const homeOf = (serviceId: Id<"service">): string => `s-${serviceId.slice("svc_".length).toLowerCase()}`;

/** What a build makes for a release, on the node alone. */
export const builtImageOf = (serviceId: Id<"service">, number: number): string =>
  `localhost/${homeOf(serviceId)}:${number}`;

/** What a release is to run, and why there is one. */
export type Wanted = Pick<ReleaseRow, "cause" | "template" | "parameters"> &
  Partial<Pick<ReleaseRow, "environment" | "secrets" | "image" | "images" | "revision" | "commit" | "rollsBackTo">> & {
    /** An image is built for it, which is called by its number. */
    isBuilt?: true;
  };

/** All that a release runs, for another one that is to run the same. */
export const runsOf = ({
  template,
  parameters,
  environment,
  secrets,
  image,
  images,
  revision,
  commit,
}: ReleaseRow) => ({
  ...{ template, parameters, environment, secrets, image, images, revision, commit },
});

export async function add(
  { tx, ctx }: Scope,
  { id: serviceId, accountId }: Pick<ServiceRow, "id" | "accountId">,
  operationId: Id<"operation">,
  { isBuilt, ...wanted }: Wanted,
): Promise<ReleaseRow> {
  const [last] = await tx
    .select({ number: release.number })
    .from(release)
    .where(eq(release.serviceId, serviceId))
    .orderBy(desc(release.number))
    .limit(1);
  const number = (last?.number ?? 0) + 1;
  return only(
    await tx
      .insert(release)
      .values({
        id: newId("release"),
        accountId,
        serviceId,
        number,
        state: "pending",
        requestedBy: ctx.actor,
        operationId,
        stack: `${homeOf(serviceId)}-${number}`,
        kept: false,
        createdAt: ctx.now(),
        ...wanted,
        ...(isBuilt && { image: builtImageOf(serviceId, number) }),
      })
      .returning(),
  );
}

/** The first release of a service that was just made, for the operation that sets it up. */
export const first = (scope: Scope, service: ServiceRow, operationId: Id<"operation">): Promise<ReleaseRow> =>
  add(scope, service, operationId, { cause: "order", template: service.template, parameters: service.parameters });

export async function numbered(tx: Tx, serviceId: Id<"service">, number: number): Promise<ReleaseRow> {
  const [row] = await tx
    .select()
    .from(release)
    .where(and(eq(release.serviceId, serviceId), eq(release.number, number)));
  if (!row) throw notFound("release");
  return row;
}

export async function read(tx: Tx, id: Id<"release">): Promise<ReleaseRow> {
  const [row] = await tx.select().from(release).where(eq(release.id, id));
  if (!row) throw notFound("release");
  return row;
}

/** Whether somebody has asked to cancel the work on it. */
export async function isCancelled(tx: Tx, { operationId }: ReleaseRow): Promise<boolean> {
  const [row] = await tx
    .select({ at: operation.cancelRequestedAt })
    .from(operation)
    .where(eq(operation.id, operationId));
  return (row?.at ?? null) !== null;
}

/** Whether a release of it may begin now: it is active, and nothing else is under way. */
export async function canBegin(tx: Tx, service: Pick<ServiceRow, "id" | "state">): Promise<boolean> {
  const busy = and(eq(operation.subject, service.id), isNull(operation.finishedAt));
  return canDeploy(service) && (await tx.$count(operation, busy)) === 0;
}

/** An active service always has one. */
export async function demandLive(tx: Tx, serviceId: Id<"service">): Promise<ReleaseRow> {
  const live = await liveOf(tx, serviceId);
  if (!live) throw new Error("an active service has no live release");
  return live;
}

export async function liveOf(tx: Tx, serviceId: Id<"service">): Promise<ReleaseRow | undefined> {
  const [row] = await tx
    .select()
    .from(release)
    .where(and(eq(release.serviceId, serviceId), eq(release.state, "live")));
  return row;
}

/** Whether a commit is what visitors see, or is on its way there. */
export async function runsOrWill(tx: Tx, serviceId: Id<"service">, revision: string): Promise<boolean> {
  const counts = inArray(release.state, ["live", ...underWayStates]);
  const here = and(eq(release.serviceId, serviceId), eq(release.revision, revision), counts);
  return (await tx.$count(release, here)) > 0;
}

/** What runs, is about to, or can be gone back to. */
const stillNeeded = or(
  eq(release.kept, true),
  inArray(release.state, ["live", ...underWayStates]),
  isNotNull(release.port),
);

/** Images that were built for it. */
export async function imagesNeeded(tx: Tx, serviceId: Id<"service">): Promise<string[]> {
  const rows = await tx
    .select({ image: release.image })
    .from(release)
    .where(and(eq(release.serviceId, serviceId), isNotNull(release.image), stillNeeded));
  return rows.flatMap(({ image }) => image ?? []);
}

/**
 * Of the images that were pulled for a service, those that nothing of its account runs, is about to run, or goes back to; of a
 * service that is leaving, all that the account's other services do not need. Images that releases of long ago had are not among
 * them: they were taken away when these were needed.
 */
export async function surplusPulledImages(
  tx: Tx,
  { id, accountId }: Pick<ServiceRow, "id" | "accountId">,
  leaving: boolean,
): Promise<string[]> {
  const columns = { image: release.image, images: release.images };
  const needed = await tx
    .select(columns)
    .from(release)
    .where(and(eq(release.accountId, accountId), stillNeeded, leaving ? ne(release.serviceId, id) : undefined));
  const pulled = await tx
    .select(columns)
    .from(release)
    .where(eq(release.serviceId, id))
    .orderBy(desc(release.number))
    .limit(2 * keptReleases);
  const stay = new Set(needed.flatMap(pulledFor));
  return [...new Set(pulled.flatMap(pulledFor))].filter((image) => !stay.has(image));
}

const pulledFor = ({ image, images }: Pick<ReleaseRow, "image" | "images">): string[] => [
  ...(image?.includes("@sha256:") ? [image] : []),
  ...Object.values(images),
];

export async function ofOperation(tx: Tx, operationId: Id<"operation">): Promise<ReleaseRow | undefined> {
  const [row] = await tx.select().from(release).where(eq(release.operationId, operationId));
  return row;
}

/** Releases of services that hold a port, oldest first. */
export const holding = (tx: Tx, serviceIds: readonly Id<"service">[]): Promise<ReleaseRow[]> =>
  tx
    .select()
    .from(release)
    .where(and(inArray(release.serviceId, [...serviceIds]), isNotNull(release.port)))
    .orderBy(release.id);

export async function portsOn(tx: Tx, nodeId: Id<"node">): Promise<number[]> {
  const rows = await tx
    .select({ port: release.port })
    .from(release)
    .where(and(eq(release.nodeId, nodeId), isNotNull(release.port)));
  return rows.flatMap(({ port }) => port ?? []);
}

export async function update(tx: Tx, id: Id<"release">, change: Partial<ReleaseRow>): Promise<ReleaseRow> {
  return only(await tx.update(release).set(change).where(eq(release.id, id)).returning());
}

/** Keeps what was live last beside what is, and lets go of what was live before. */
export async function keepNewest(tx: Tx, serviceId: Id<"service">): Promise<void> {
  const past = await tx
    .select({ id: release.id })
    .from(release)
    .where(
      and(
        eq(release.serviceId, serviceId),
        eq(release.kept, true),
        inArray(release.state, ["superseded", "rolled_back"]),
      ),
    )
    .orderBy(desc(release.liveAt), desc(release.id));
  const surplus = past.slice(keptReleases).map(({ id }) => id);
  if (surplus.length > 0) await tx.update(release).set({ kept: false }).where(inArray(release.id, surplus));
}

/** The service has left its node, and every release with it. */
export async function forgetPlaces(tx: Tx, serviceId: Id<"service">, at: Date): Promise<void> {
  await tx
    .update(release)
    .set({ nodeId: null, port: null, stoppedAt: at })
    .where(and(eq(release.serviceId, serviceId), isNotNull(release.port)));
}

/** The service is gone: what was live or kept is no more. */
export async function endAll(tx: Tx, serviceId: Id<"service">, at: Date): Promise<void> {
  const mine = eq(release.serviceId, serviceId);
  await tx
    .update(release)
    .set({ state: "removed", endedAt: at })
    .where(and(mine, eq(release.state, "live")));
  await tx
    .update(release)
    .set({ kept: false })
    .where(and(mine, eq(release.kept, true)));
}
