import { may } from "../kernel/permissions.state.ts";

export const buildStates = ["queued", "building", "built", "failed", "cancelled"] as const;
export type BuildState = (typeof buildStates)[number];

export const underWay = ["queued", "building"] as const satisfies BuildState[];

export const mayReadBuilds = may("release:read");
/** What a build writes may hold what the app's own code prints, as a website's log does. */
export const mayReadBuildLog = may("service:log");

/** What a build may use on its node, beside what the website itself was sold. */
export const buildLimits = { memoryMb: 1024, seconds: 1_200 } as const;
