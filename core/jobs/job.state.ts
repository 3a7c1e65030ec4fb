import { may } from "../kernel/permissions.state.ts";
import type { ServiceState } from "../services/service.state.ts";

/** What runs reads every secret of its website, and what it prints may show them. */
export const mayRun = may("job:run");

/** A website that is not there has nothing to run beside. */
export const canRun = ({ state }: { state: ServiceState }): boolean => state === "active";

/** One that comes back keeps its jobs, and they may be changed meanwhile. */
export const canKeepJobs = ({ state }: { state: ServiceState }): boolean =>
  !["provisioning", "terminating", "terminated", "failed"].includes(state);

export const jobsMax = 20;
export const commandMax = 4000;
export const secondsMax = 6 * 3600;
export const secondsUsual = 600;
/** Of each job, and of the commands on their own. */
export const runsKept = 20;
/** So many in a row are worth a line in the history of the website. */
export const failuresNoticed = 3;

/**
 * How a run ended. `not_running`: there was no release to run beside; `not_started`: its container did not start;
 * `interrupted`: the node was restarted, or lost it; `busy`: the job was running already.
 */
export const runReasons = [
  "exited",
  "stopped",
  "timed_out",
  "out_of_memory",
  "interrupted",
  "not_running",
  "not_started",
  "busy",
  "unreachable",
] as const;
export type RunReason = (typeof runReasons)[number];

/** What a command may take, besides what its website has. */
export const limitsOfRun = ({ memoryMb, processes }: { memoryMb: number; processes: number }) => ({
  memoryMb: Math.min(memoryMb, 512),
  processes: Math.min(processes, 128),
});

/** Somebody who stopped it knows that it did not fail. */
export const hasFailed = ({ reason, exitCode }: { reason: RunReason | null; exitCode: number | null }): boolean =>
  reason !== null && reason !== "stopped" && reason !== "busy" && !(reason === "exited" && exitCode === 0);
