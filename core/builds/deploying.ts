import { z } from "zod";
import { Id } from "../kernel/id.ts";
import { command, type Outcome } from "../kernel/operation.ts";
import { may } from "../kernel/permissions.state.ts";
import * as Releases from "../releases/index.ts";
import * as Services from "../services/index.ts";
import * as Sources from "../sources/index.ts";
import { begin } from "./begin.ts";

/** Builds the newest of the branch, and deploys it. */
export const deploy = command({
  name: "release.deploy",
  input: z.object({ serviceId: Id("service") }),
  allow: may("release:deploy"),
  async run(scope, { serviceId }) {
    const service = await Releases.deployable(scope.tx, serviceId);
    const source = await Sources.sourceOf(scope.tx, serviceId);
    const outcome = await begin(scope, service, source, { cause: "deploy", revision: null });
    await Sources.takePush(scope.tx, source.id);
    return outcome;
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
    const outcome = await begin(scope, service, waits, {
      // What was ordered waits without a push.
      cause: waits.pushedCommit === null ? "deploy" : "push",
      revision: waits.pushedCommit,
    });
    await Sources.takePush(scope.tx, waits.id);
    return outcome;
  },
});
