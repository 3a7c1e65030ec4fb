import { randomUUID } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import type { LambdaFunction } from "./lambda-function.ts";
import { parseSchedule, type Schedule } from "./schedule-expression.ts";

export interface ScheduledFunction {
  expression: string;
  target: Pick<LambdaFunction, "invoke" | "name">;
}

export interface SchedulerOptions {
  table: readonly ScheduledFunction[];
  /** Where it remembers what ran when, so that restarts neither repeat nor lose a run. */
  stateFile: string;
  /** Nothing fires before this has passed, so that what is made up for does not slow a start. */
  settleSeconds?: number;
}

export interface Scheduler {
  /** Runs the function now, after a run under way. Throws what the function throws. */
  fire(name: string): Promise<unknown>;
  nextAt(name: string): Date | undefined;
  /** Fires nothing more, and waits for what runs. */
  stop(): Promise<void>;
}

interface Entry extends ScheduledFunction {
  schedule: Schedule;
  countedFrom: Date;
  running: Promise<unknown>;
  busy: boolean;
}

/** Short enough to notice soon that the machine has slept. */
const longestSleepMs = 30_000;

/**
 * Fires never oftener than the table says and never on top of a run under way. What fell due while nothing was
 * running is made up for once.
 */
export async function startScheduler(options: SchedulerOptions): Promise<Scheduler> {
  const { table, stateFile, settleSeconds = 0 } = options;
  const firedAt = await readState(stateFile);
  const entries = new Map<string, Entry>();
  for (const { expression, target } of table) {
    const last = firedAt[target.name];
    const countedFrom = last === undefined ? new Date() : new Date(last);
    firedAt[target.name] = countedFrom.toISOString();
    const schedule = parseSchedule(expression);
    entries.set(target.name, { expression, target, schedule, countedFrom, running: Promise.resolve(), busy: false });
  }
  let writing = writeState(stateFile, firedAt);
  let stopped = false;
  let timer = setTimeout(tick, settleSeconds * 1000);

  function tick(): void {
    if (stopped) return;
    const at = new Date();
    for (const entry of entries.values()) {
      const due = entry.schedule.next(entry.countedFrom);
      if (due && due <= at) fireDue(entry, at);
    }
    const nextMs = Math.min(...[...entries.values()].map((entry) => dueInMs(entry)));
    timer = setTimeout(tick, Math.min(longestSleepMs, Math.max(1, nextMs)));
  }

  function dueInMs(entry: Entry): number {
    const next = entry.schedule.next(entry.countedFrom);
    return next ? next.getTime() - Date.now() : longestSleepMs;
  }

  function fireDue(entry: Entry, at: Date): void {
    entry.countedFrom = at;
    firedAt[entry.target.name] = at.toISOString();
    writing = writing.then(() => writeState(stateFile, firedAt));
    // A function that failed has reported why; its next run is the retry.
    if (!entry.busy) run(entry).catch(() => {});
  }

  function run(entry: Entry): Promise<unknown> {
    const work = entry.running.then(async () => {
      entry.busy = true;
      try {
        return await entry.target.invoke(scheduledEvent(entry.target.name, new Date()));
      } finally {
        entry.busy = false;
      }
    });
    entry.running = work.catch(() => {});
    return work;
  }

  function entryOf(name: string): Entry {
    const entry = entries.get(name);
    if (!entry) throw new Error(`Nothing named ${name} is scheduled.`);
    return entry;
  }

  return {
    fire: (name) => run(entryOf(name)),
    nextAt(name) {
      const { schedule, countedFrom } = entryOf(name);
      return schedule.next(countedFrom);
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await Promise.all([...entries.values()].map(({ running }) => running));
      await writing;
    },
  };
}

function scheduledEvent(name: string, at: Date) {
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": "Scheduled Event",
    source: "aws.events",
    account: "000000000000",
    time: at.toISOString().replace(/\.\d+Z$/, "Z"),
    region: "eu-central-1",
    resources: [`arn:aws:events:eu-central-1:000000000000:rule/${name}`],
    detail: {},
  };
}

type State = Record<string, string>;

async function readState(file: string): Promise<State> {
  try {
    const state: unknown = JSON.parse(await readFile(file, "utf8"));
    const entries = Object.entries(state ?? {}).filter(([, at]) => !Number.isNaN(Date.parse(String(at))));
    return Object.fromEntries(entries.map(([name, at]) => [name, String(at)]));
  } catch {
    return {};
  }
}

async function writeState(file: string, state: State): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(state, null, 2));
  await rename(`${file}.new`, file);
}
