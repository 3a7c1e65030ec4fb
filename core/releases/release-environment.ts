import { and, desc, eq, inArray, isNotNull, or } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import { release } from "./release.sql.ts";
import { underWayStates } from "./release.state.ts";
import type { ReleaseRow } from "./release-rows.ts";

export async function newestOf(tx: Tx, serviceId: Id<"service">): Promise<ReleaseRow | undefined> {
  const [row] = await tx
    .select()
    .from(release)
    .where(eq(release.serviceId, serviceId))
    .orderBy(desc(release.number))
    .limit(1);
  return row;
}

/** What releases run with that run, are about to, or can be gone back to. */
export async function secretsNeeded(tx: Tx, serviceId: Id<"service">): Promise<Id<"secretVariable">[]> {
  const needed = or(
    eq(release.kept, true),
    inArray(release.state, ["live", ...underWayStates]),
    isNotNull(release.port),
  );
  const rows = await tx
    .select({ secrets: release.secrets })
    .from(release)
    .where(and(eq(release.serviceId, serviceId), needed));
  return rows.flatMap(({ secrets }) => Object.values(secrets));
}

/** Makes a variable a secret in every release of a service that shows it. Call it with the service locked. */
export async function conceal(
  tx: Tx,
  serviceId: Id<"service">,
  name: string,
  sealed: (value: string) => Promise<Id<"secretVariable">>,
): Promise<void> {
  const rows = await tx
    .select({ id: release.id, environment: release.environment, secrets: release.secrets })
    .from(release)
    .where(eq(release.serviceId, serviceId));
  const ids = new Map<string, Id<"secretVariable">>();
  for (const { id, environment, secrets } of rows) {
    const { [name]: value, ...rest } = environment;
    if (value === undefined) continue;
    const secret = ids.get(value) ?? (await sealed(value));
    ids.set(value, secret);
    await tx
      .update(release)
      .set({ environment: rest, secrets: { ...secrets, [name]: secret } })
      .where(eq(release.id, id));
  }
}
