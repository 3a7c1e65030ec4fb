export { clearLost, keepEnds, untold } from "./collected.ts";
export { runCommand, runJob, stopRun } from "./command.ts";
export { CronJob, changeJob, createJob, listJobs, removeJob } from "./cron-job.ts";
export { failingBefore } from "./failing-before.ts";
export { runForNode, sheetForNode } from "./for-node.ts";
export { limitsOfRun } from "./job.state.ts";
export { forget, told, withCommands } from "./job-rows.ts";
export { type NodeRuns, RunOnNode } from "./ports.ts";
export { labelOf, listRuns, Run, RunOutput, readRun } from "./run.ts";
