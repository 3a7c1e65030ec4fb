import { and, eq } from "drizzle-orm";
import { DomainError } from "../kernel/errors.ts";
import type { Outcome, Scope } from "../kernel/operation.ts";
import type * as Releases from "../releases/index.ts";
import type * as Services from "../services/index.ts";
import * as Sources from "../sources/index.ts";
import { begin } from "./begin.ts";
import { build } from "./build.sql.ts";

/**
 * Builds once more what the live release was built of, as a service's parameters say now: the newest of its repository, or the
 * archive that was uploaded.
 */
export async function rebuild(
  scope: Scope,
  service: Services.ServiceRow,
  live: Releases.ReleaseRow,
): Promise<Outcome<Releases.Release>> {
  const { tx } = scope;
  const [row] = await tx
    .select({ archive: build.archive, folder: build.folder })
    .from(build)
    .where(and(eq(build.serviceId, service.id), eq(build.image, live.image ?? "")));
  if (row?.archive) {
    const from = { archive: row.archive, folder: row.folder };
    return begin(scope, service, from, { cause: "settings", revision: live.revision });
  }
  const source = await Sources.maybeOf(tx, service.id);
  if (source) return begin(scope, service, source, { cause: "settings", revision: null });
  throw new DomainError(
    "conflict",
    "parameters.no_source",
    "It has to be built again for this, and it is connected with no repository. Connect one first.",
  );
}
