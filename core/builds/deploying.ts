import { z } from "zod";
import * as Hosting from "../hosting/index.ts";
import { Id } from "../kernel/id.ts";
import { command, type Outcome, type Scope } from "../kernel/operation.ts";
import { may } from "../kernel/permissions.state.ts";
import * as Releases from "../releases/index.ts";
import * as Services from "../services/index.ts";
import * as Sources from "../sources/index.ts";
import { add } from "./build-rows.ts";

/** Builds the newest of the branch, and deploys it. */
export const deploy = command({
  name: "release.deploy",
  input: z.object({ serviceId: Id("service") }),
  allow: may("release:deploy"),
  async run(scope, { serviceId }) {
    const service = await Releases.deployable(scope.tx, serviceId);
    const source = await Sources.sourceOf(scope.tx, serviceId);
    return begin(scope, service, source, "deploy");
  },
});

/**
 * Deploys what was pushed. While something else is under way it waits: whatever ends says so, and then the newest is deployed,
 * however many pushes there were.
 */
export const deployPush = command({
  name: "release.deploy_push",
  input: z.object({ sourceId: Id("source") }),
  allow: { system: true },
  async run(scope, { sourceId }): Promise<Outcome<Releases.Release | null>> {
    const source = await Sources.byId(scope.tx, sourceId);
    const service = source && (await Services.lock(scope.tx, source.serviceId));
    const waits = service && (await Sources.byId(scope.tx, sourceId));
    if (!service || !waits?.pushWaits || !(await Releases.canBegin(scope.tx, service))) {
      return { value: null, audit: "unchanged", events: [] };
    }
    return begin(scope, service, waits, "push");
  },
});

async function begin(
  scope: Scope,
  service: Services.ServiceRow,
  source: Sources.SourceRow,
  cause: "deploy" | "push",
): Promise<Outcome<Releases.Release>> {
  const { template, parameters } = service;
  const live = await Releases.liveOf(scope.tx, service.id);
  const environment = live?.environment ?? {};
  // Of a push it is known what it is of; what a node finds there may be newer, and is then what is said.
  const revision = cause === "push" ? source.pushedCommit : null;
  // Refused before it begins.
  Hosting.recipeOf(template, parameters);
  const runs = { template, parameters, environment, revision, isBuilt: true } as const;
  const outcome = await Releases.begin(scope, service, { cause, ...runs });
  await add(scope, { ...outcome.value, accountId: service.accountId }, source);
  await Sources.takePush(scope.tx, source.id);
  return outcome;
}
