import { may } from "../kernel/permissions.state.ts";
import type { ServiceState } from "../services/service.state.ts";

/** A service that is on no node, or about to leave it, has nothing to set. */
export const canConfigure = ({ state }: { state: ServiceState }): boolean =>
  state === "active" || state === "stopped" || state === "suspended";

export const mayConfigure = may("service:configure");

/** The other one of example.com and www.example.com; nothing for names that stand elsewhere in their domain. */
export function partnerOf(name: string, domain: string): string | undefined {
  if (name === domain) return `www.${domain}`;
  return name === `www.${domain}` ? domain : undefined;
}

/** How long browsers can be told to come by https alone: a day to try it, half a year, a year. */
export const hstsChoices = [86_400, 15_552_000, 31_536_000] as const;

export const hostsMax = 20;
export const entrantsMax = 50;

/** Why a name cannot be what somebody comes in by. */
export const entrantNameProblem = (name: string): string | undefined =>
  /^[A-Za-z0-9._@-]{1,64}$/.test(name) ? undefined : "Only letters, digits and . _ @ - can be in the name.";
