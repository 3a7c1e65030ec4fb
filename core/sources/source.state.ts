import { may } from "../kernel/permissions.state.ts";

/** Connecting decides what is deployed, so whoever may deploy may connect. */
export const mayConnect = may("release:deploy");
export const mayReadSource = may("release:read");

/** What became of a webhook that was genuine. */
export const pushOutcomes = ["deploys", "ping", "other_branch", "deployed_already", "switched_off", "ignored"] as const;
export type PushOutcome = (typeof pushOutcomes)[number];
