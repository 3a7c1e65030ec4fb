import { z } from "zod";
import type { Id } from "../kernel/id.ts";
import { runReasons } from "./job.state.ts";

/** How a run is on its node, and what it wrote. `absent`: its node knows nothing of it, or no more. */
export const RunOnNode = z.object({
  state: z.enum(["running", "ended", "absent"]),
  startedAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
  exitCode: z.int().nullish(),
  reason: z.enum(runReasons).optional(),
  message: z.string().optional(),
  lines: z.array(z.object({ at: z.string(), text: z.string() })),
  cursor: z.string(),
});
export type RunOnNode = z.infer<typeof RunOnNode>;

/** What a person asks of a node and waits for. Only functions/node has the address that nodes let in. */
export interface NodeRuns {
  /** Tells a service's node which jobs it has now. Returns which change of them that was. */
  putJobs(request: { serviceId: Id<"service"> }): Promise<number>;
  startRun(request: { runId: Id<"run"> }): Promise<void>;
  readRun(request: { runId: Id<"run">; after?: string | undefined }): Promise<RunOnNode>;
  stopRun(request: { runId: Id<"run"> }): Promise<void>;
}

declare module "../kernel/operation.ts" {
  interface Ports {
    nodeRuns: NodeRuns;
  }
}
