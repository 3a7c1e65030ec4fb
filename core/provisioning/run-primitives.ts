import { RunOnNode } from "../jobs/index.ts";
import type { NodeShell } from "../nodes/index.ts";

interface What {
  /** A service of a compose file; null: the one that visitors reach. */
  service: string | null;
  command: string;
  limits: { memoryMb: number; processes: number; seconds: number };
}

/** As `primitives`, of commands that run beside a release. All of them converge when repeated. */
export const runPrimitives = (shell: NodeShell) => ({
  start: (input: { user: string; home: string; run: string; job: string | null } & What) =>
    shell.primitive("run-start", input),

  status: async (input: { user: string; home: string; run: string; after?: string; limit: number }) =>
    RunOnNode.parse(await shell.primitive("run-status", input)),

  stop: (input: { user: string; home: string; run: string }) => shell.primitive("run-stop", input),

  /** All cron jobs of a home: what is not named has none any more. */
  putJobs: (input: { user: string; home: string; jobs: ({ job: string; calendar: string[] } & What)[] }) =>
    shell.primitive("jobs-put", input),
});
