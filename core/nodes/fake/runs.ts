import { z } from "zod";
import { type FakeAccount, Label, refused, User } from "./accounts.ts";

const what = {
  service: z
    .string()
    .regex(/^[a-zA-Z0-9][\w.-]{0,62}$/)
    .nullable(),
  command: z
    .string()
    .min(1)
    .refine((text) => Buffer.byteLength(text) <= 8000 && !/[^\P{Cc}\t\n]/u.test(text)),
  limits: z.strictObject({
    memoryMb: z.int().min(16),
    processes: z.int().min(8),
    seconds: z.int().min(1).max(86_400),
  }),
};

export const runInputs = {
  "run-start": z.strictObject({ user: User, home: Label, run: Label, job: Label.nullable(), ...what }),
  "run-status": z.strictObject({
    ...{ user: User, home: Label, run: Label },
    after: z
      .string()
      .regex(/^\d{1,12}$/)
      .optional(),
    limit: z.int().min(1).max(1000),
  }),
  "run-stop": z.strictObject({ user: User, home: Label, run: Label }),
  "jobs-put": z.strictObject({
    ...{ user: User, home: Label },
    jobs: z
      .array(
        z.strictObject({
          job: Label,
          calendar: z
            .array(z.string().regex(/^[A-Za-z0-9*,.: -]{1,600} [A-Za-z0-9/_+-]{1,60}$/))
            .min(1)
            .max(2),
          ...what,
        }),
      )
      .max(50),
  }),
};
type Input<P extends keyof typeof runInputs> = z.output<(typeof runInputs)[P]>;

export interface FakeRun {
  readonly input: Input<"run-start">;
  /** Undefined: it runs until something ends it. */
  end: { exitCode: number; reason: string } | undefined;
  readonly lines: { at: string; text: string }[];
}

export interface RunsOfNode {
  /** What was started, by what the platform calls it. */
  readonly runs: Map<string, FakeRun>;
  /** The cron jobs of each home. */
  readonly jobs: Map<string, Input<"jobs-put">["jobs"]>;
}

const at = new Date(0).toISOString();

/** Commands in memory: each runs until a test or the platform ends it. */
export const runWork = (node: RunsOfNode, account: (user: string) => FakeAccount) => {
  const demandHome = (user: string, home: string) => {
    if (!account(user).homes.has(home)) throw refused("stack.unknown", `There is no stack called ${home}.`);
  };
  return {
    "run-start"(input: Input<"run-start">) {
      demandHome(input.user, input.home);
      const known = node.runs.get(input.run);
      if (known) return { state: known.end ? "ended" : "running" };
      const busy = [...node.runs.values()].some(
        ({ end, input: other }) => !end && other.home === input.home && other.job === input.job,
      );
      if (busy) throw refused("node.busy", "It is running already.");
      node.runs.set(input.run, { input, end: undefined, lines: [{ at, text: `$ ${input.command}` }] });
      return { state: "running" };
    },

    "run-status"({ user, run, after = "0", limit }: Input<"run-status">) {
      account(user);
      const found = node.runs.get(run);
      if (!found) return { state: "absent", lines: [], cursor: after };
      const lines = found.lines.slice(Number(after), Number(after) + limit);
      const cursor = String(Number(after) + lines.length);
      return { ...(found.end ? { state: "ended", endedAt: at, ...found.end } : { state: "running" }), lines, cursor };
    },

    "run-stop"({ user, run }: Input<"run-stop">) {
      account(user);
      const found = node.runs.get(run);
      if (found) found.end ??= { exitCode: 143, reason: "stopped" };
      return { state: found ? "ended" : "absent" };
    },

    "jobs-put"({ user, home, jobs }: Input<"jobs-put">) {
      demandHome(user, home);
      node.jobs.set(home, jobs);
      return { jobs: jobs.length };
    },
  };
};
