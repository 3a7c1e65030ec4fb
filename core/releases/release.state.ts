import { may } from "../kernel/permissions.state.ts";
import type { ServiceState } from "../services/service.state.ts";

/**
 * `switching`: visitors may already be led to it. `live`: its first page has been seen through the ingress. The rest are
 * ends: replaced by a later release or by an earlier one, failed or cancelled before it was live, gone with its service.
 */
export const releaseStates = [
  "pending",
  "starting",
  "switching",
  "live",
  "superseded",
  "rolled_back",
  "failed",
  "cancelled",
  "removed",
] as const;
export type ReleaseState = (typeof releaseStates)[number];

export const releaseCauses = [
  "order",
  "redeploy",
  "rollback",
  "settings",
  "push",
  "deploy",
  "upload",
  "image",
] as const;
export type ReleaseCause = (typeof releaseCauses)[number];

export const underWayStates = ["pending", "starting", "switching"] as const satisfies ReleaseState[];

export const isUnderWay = ({ state }: { state: ReleaseState }): boolean =>
  (underWayStates as readonly ReleaseState[]).includes(state);

/** A service that is stopped, or on its way there, has nothing to replace. */
export const canDeploy = ({ state }: { state: ServiceState }): boolean => state === "active";

/** Until visitors are led to it. */
export const canCancel = ({ state }: { state: ReleaseState }): boolean => state === "pending" || state === "starting";

/** To what was live, and is kept. */
export const canRollBackTo = ({ state, kept }: { state: ReleaseState; kept: boolean }): boolean =>
  kept && (state === "superseded" || state === "rolled_back");

/** How many releases are kept beside the one that is live. */
export const keptReleases = 5;

export const mayDeploy = may("release:deploy");
export const mayReadReleases = may("release:read");
