import { may } from "../kernel/permissions.state.ts";

/** Connecting decides what is deployed, so whoever may deploy may connect. */
export const mayConnect = may("release:deploy");
/** Whoever orders a website says where its code comes from. */
export const mayOrderFrom = may("order:place");
export const mayReadSource = may("release:read");

/** What became of a webhook that was genuine. */
export const pushOutcomes = ["deploys", "ping", "other_branch", "deployed_already", "switched_off", "ignored"] as const;
export type PushOutcome = (typeof pushOutcomes)[number];

/** What a look at a repository can find. `key_missing`: its server is who it should be, and the deploy key is still to be made. */
export const checkOutcomes = [
  "found",
  "key_missing",
  "unreachable",
  "repository_unknown",
  "branch_unknown",
  "key_refused",
  "access_refused",
  "host_key_unknown",
  "host_key_differs",
] as const;
export type CheckOutcome = (typeof checkOutcomes)[number];
