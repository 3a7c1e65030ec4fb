export { certificateChecks } from "./certificate-checks.ts";
export { heartbeat } from "./heartbeat.ts";
export { nodeReads } from "./node-reads.ts";
export { nodeRuns, tellJobs } from "./node-runs.ts";
export { longOperations } from "./operations.ts";
export { restartableOperations } from "./restartable-operations.ts";
export { sourceChecks } from "./source-checks.ts";
