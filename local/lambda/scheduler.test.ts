import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type ScheduledFunction, type Scheduler, startScheduler } from "./scheduler.ts";

let dir: string;
let stateFile: string;
let scheduler: Scheduler | undefined;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "rookery-schedule-"));
  stateFile = join(dir, "schedule.json");
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"], now: new Date("2026-11-22T02:58:00Z") });
});

afterEach(async () => {
  await scheduler?.stop();
  vi.useRealTimers();
  await rm(dir, { recursive: true });
});

function counting(name: string, run: () => Promise<unknown> = async () => "done") {
  const events: unknown[] = [];
  const invoke = async (event: unknown) => {
    events.push(event);
    return run();
  };
  return { name, events, invoke };
}

async function start(...table: ScheduledFunction[]): Promise<void> {
  scheduler = await startScheduler({ table, stateFile });
}

const minutes = (count: number) => vi.advanceTimersByTimeAsync(count * 60_000);

describe("the table", () => {
  test("is followed, and nothing fires oftener than it says", async () => {
    const sweep = counting("sweep");
    const nightly = counting("nightly");
    await start({ expression: "rate(1 minute)", target: sweep }, { expression: "cron(0 3 * * ? *)", target: nightly });
    await minutes(1.5);
    expect([sweep.events.length, nightly.events.length]).toEqual([1, 0]);
    await minutes(8.5);
    expect([sweep.events.length, nightly.events.length]).toEqual([10, 1]);
    expect(nightly.events[0]).toMatchObject({ source: "aws.events", time: "2026-11-22T03:00:00Z" });
  });

  test("never starts a run on top of one under way", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const slow = counting("slow", () => promise);
    await start({ expression: "rate(1 minute)", target: slow });
    await minutes(5);
    expect(slow.events).toHaveLength(1);
    resolve();
    await minutes(1);
    expect(slow.events).toHaveLength(2);
  });

  test("goes on after a run that failed", async () => {
    const failing = counting("failing", () => Promise.reject(new Error("not today")));
    await start({ expression: "rate(1 minute)", target: failing });
    await minutes(3);
    expect(failing.events).toHaveLength(3);
  });
});

describe("after a restart", () => {
  const lastRan = (at: string) => writeFile(stateFile, JSON.stringify({ daily: at }));

  test("what was missed runs once", async () => {
    await lastRan("2026-11-10T03:00:00Z");
    const daily = counting("daily");
    await start({ expression: "cron(0 3 * * ? *)", target: daily });
    await minutes(1);
    expect(daily.events).toHaveLength(1);
    await minutes(2);
    expect(daily.events).toHaveLength(2);
  });

  test("what was not due yet keeps its time", async () => {
    await lastRan("2026-11-22T02:30:00Z");
    const daily = counting("daily");
    await start({ expression: "rate(1 day)", target: daily });
    expect(scheduler?.nextAt("daily")).toEqual(new Date("2026-11-23T02:30:00Z"));
    await minutes(60);
    expect(daily.events).toHaveLength(0);
  });

  test("an unreadable memory is begun anew", async () => {
    await writeFile(stateFile, "{ half of");
    await start({ expression: "rate(1 day)", target: counting("daily") });
    await scheduler?.stop();
    expect(JSON.parse(await readFile(stateFile, "utf8"))).toEqual({ daily: "2026-11-22T02:58:00.000Z" });
  });
});

describe("fire", () => {
  test("runs a function at once and gives what it gave", async () => {
    const daily = counting("daily");
    await start({ expression: "rate(1 day)", target: daily });
    expect(await scheduler?.fire("daily")).toBe("done");
  });

  test("tells when the function fails, or does not exist", async () => {
    await start({ expression: "rate(1 day)", target: counting("daily", () => Promise.reject(new Error("no"))) });
    await expect(scheduler?.fire("daily")).rejects.toThrow("no");
    expect(() => scheduler?.fire("nightly")).toThrow("Nothing named nightly is scheduled.");
  });
});
