import { may } from "../kernel/permissions.state.ts";
import type { ServiceState } from "../services/service.state.ts";

/** A service that is on no node, or about to leave it, has nothing to set. */
export const canConfigure = ({ state }: { state: ServiceState }): boolean =>
  state === "active" || state === "stopped" || state === "suspended";

export const mayConfigure = may("service:configure");

export const hostsMax = 20;
export const entrantsMax = 50;

/** Why a name cannot be what somebody comes in by. */
export const entrantNameProblem = (name: string): string | undefined =>
  /^[A-Za-z0-9._@-]{1,64}$/.test(name) ? undefined : "Only letters, digits and . _ @ - can be in the name.";
