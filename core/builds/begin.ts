import * as Hosting from "../hosting/index.ts";
import type { Outcome, Scope } from "../kernel/operation.ts";
import * as Releases from "../releases/index.ts";
import type * as Services from "../services/index.ts";
import { add, type BuiltFrom } from "./build-rows.ts";

interface Reason {
  cause: "deploy" | "push" | "settings" | "upload";
  /** Of a push it is known what it is of; what a node finds there may be newer, and is then what is said. */
  revision: string | null;
}

/** A release that runs what is built of a source first. */
export async function begin(
  scope: Scope,
  service: Services.ServiceRow,
  from: BuiltFrom,
  reason: Reason,
): Promise<Outcome<Releases.Release>> {
  const { template, parameters } = service;
  const live = await Releases.liveOf(scope.tx, service.id);
  const runs = live && { environment: live.environment, secrets: live.secrets };
  // Refused before it begins.
  Hosting.recipeOf(template, parameters);
  const outcome = await Releases.begin(scope, service, {
    ...{ ...reason, template, parameters, ...runs, isBuilt: true },
  });
  await add(scope, { ...outcome.value, accountId: service.accountId }, from);
  return outcome;
}
