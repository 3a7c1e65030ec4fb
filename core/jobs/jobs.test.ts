import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Id, newId } from "../kernel/id.ts";
import type { Ctx } from "../kernel/operation.ts";
import * as Monitoring from "../monitoring/index.ts";
import { tellJobs } from "../provisioning/index.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import { homeOf } from "../releases/index.ts";
import * as Services from "../services/index.ts";
import * as Jobs from "./index.ts";

let platform: TestPlatform;
let node: Awaited<ReturnType<TestPlatform["readyNode"]>>;
beforeAll(async () => {
  platform = await testPlatform();
  node = await platform.readyNode();
});
afterAll(() => platform.close());

let owner: Ctx;
let as: Awaited<ReturnType<TestPlatform["customer"]>>["as"];
let serviceId: Id<"service">;
let count = 0;
beforeEach(async () => {
  node.reachable = true;
  ({ owner, as } = await platform.customer());
  count += 1;
  serviceId = (await platform.paidOrder(owner, `jobs-${count}`)).serviceId as Id<"service">;
  await platform.deliverFor(60);
});

const nightly = { name: "Clean up", schedule: "0 3 * * *", timeZone: "Europe/Zurich", command: "php cleanup.php" };
const create = (more: Partial<Parameters<typeof Jobs.createJob>[1]> = {}) =>
  Jobs.createJob(owner, { serviceId, ...nightly, ...more });
const listed = async () => (await Jobs.listJobs(owner, { serviceId })).items;
const runsOf = async (jobId?: Id<"cronJob">) =>
  (await Jobs.listRuns(owner, { serviceId, ...(jobId && { jobId }) })).items;
const onNode = () => node.jobs.get(homeOf(serviceId)) ?? [];

const usage = {
  memoryFrom: "group",
  node: { cpus: 2, cpuMs: 1, memoryMb: 4096, memoryUsedMb: 1024, diskMb: 40_000, diskUsedMb: 2000 },
  ...{ containers: [], sites: [], exits: [] },
};
/** What the node tells a minute later. */
async function nodeTells(runs: { job: string | null; run: string; exitCode: number | null; reason?: string }[] = []) {
  platform.world.clock.advance(60);
  const at = platform.world.clock.now.toISOString();
  const end = { user: "c-test", home: homeOf(serviceId), startedAt: at, at, reason: "exited" };
  node.metrics = { ...usage, at, runs: runs.map((run) => ({ ...end, ...run })) };
  await Monitoring.collect(platform.asSystem, node.id);
}

describe("a cron job", () => {
  test("is on its node as soon as it is made, with what its website was sold as its limits, and shows when it runs", async () => {
    platform.world.clock.now = new Date("2026-11-23T12:00:00Z");
    const made = await create();
    expect(made).toMatchObject({ pending: false, paused: false, lastRun: null, failures: 0, seconds: 600 });
    expect(made.nextRuns[0]?.toISOString()).toBe("2026-11-24T02:00:00.000Z");
    expect(onNode()).toEqual([
      {
        ...{ job: Jobs.labelOf(made.id), calendar: ["*-*-* 03:00:00 Europe/Zurich"], service: null },
        ...{ command: "php cleanup.php", limits: { memoryMb: 64, processes: 64, seconds: 600 } },
      },
    ]);
    // So that it takes nothing from what visitors are looking at.
    expect([...node.accounts.values()].at(-1)?.limits).toMatchObject({ memoryMb: 128, processes: 128 });
  });

  test("that is paused or removed is on no node, and one that is resumed is there again", async () => {
    const { id: jobId } = await create();
    const change = (paused: boolean) => Jobs.changeJob(owner, { serviceId, jobId, ...nightly, seconds: 60, paused });
    expect(await change(true)).toMatchObject({ nextRuns: [], paused: true });
    expect(onNode()).toEqual([]);
    await change(false);
    expect(onNode()).toMatchObject([{ limits: { seconds: 60 } }]);
    await Jobs.removeJob(owner, { serviceId, jobId });
    expect(onNode()).toEqual([]);
    expect(await listed()).toEqual([]);
  });

  test("that is changed while its node is away is told to it a minute after it is back", async () => {
    node.reachable = false;
    expect(await create()).toMatchObject({ pending: true });
    await tellJobs(platform.asSystem, node.id);
    expect(await listed()).toMatchObject([{ pending: true }]);
    node.reachable = true;
    await tellJobs(platform.asSystem, node.id);
    expect(await listed()).toMatchObject([{ pending: false }]);
    expect(onNode()).toHaveLength(1);
  });

  test("shows how it ran by the clock, each run once, and the website's history tells when it fails again and again", async () => {
    const { id: jobId } = await create();
    const job = Jobs.labelOf(jobId);
    await nodeTells();
    for (const n of [1, 2, 3, 4]) {
      const run = { job, run: `${job}-${n}`, exitCode: n };
      await nodeTells([run]);
      await nodeTells([run]);
    }
    expect(await runsOf(jobId)).toMatchObject([4, 3, 2, 1].map((exitCode) => ({ exitCode, requestedBy: null })));
    expect(await listed()).toMatchObject([{ failures: 4, lastRun: { exitCode: 4 } }]);
    const history = await Monitoring.timeline(owner, { serviceId });
    expect(history.items.filter(({ kind }) => kind === "job")).toMatchObject([
      { job: "Clean up", failures: 3, exitCode: 3 },
    ]);
    await nodeTells([{ job, run: `${job}-5`, exitCode: 0 }]);
    expect(await listed()).toMatchObject([{ failures: 0 }]);
  });

  test("keeps its last runs, and those of a removed one are gone", async () => {
    const { id: jobId } = await create();
    const job = Jobs.labelOf(jobId);
    await nodeTells();
    await nodeTells(Array.from({ length: 25 }, (_, n) => ({ job, run: `${job}-${n}`, exitCode: 0 })));
    expect(await runsOf(jobId)).toHaveLength(20);
    await Jobs.removeJob(owner, { serviceId, jobId });
    await nodeTells([{ job, run: `${job}-99`, exitCode: 0 }]);
    expect(await runsOf(jobId)).toEqual([]);
  });

  test("runs at once when somebody asks for it, but not beside itself", async () => {
    const { id: jobId } = await create();
    const run = await Jobs.runJob(owner, { serviceId, jobId });
    expect(run).toMatchObject({ state: "running", jobId, requestedBy: { kind: "member", name: "Ada" } });
    expect(node.runs.get(Jobs.labelOf(run.id))?.input).toMatchObject({ job: Jobs.labelOf(jobId) });
    expect(await Jobs.runJob(owner, { serviceId, jobId })).toMatchObject({ state: "ended", reason: "busy" });
  });

  test.each([
    ["schedule", { schedule: "61 * * * *" }],
    ["timeZone", { timeZone: "Europe/Nowhere" }],
  ])("with a wrong %s is refused at that field, and nothing is kept", async (path, wrong) => {
    await expect(create(wrong)).rejects.toMatchObject({ code: "job.invalid", fields: [{ path }] });
    expect(await listed()).toEqual([]);
  });

  test("does not come in any number", async () => {
    for (let n = 0; n < 20; n++) await create({ name: `Job ${n}` });
    await expect(create()).rejects.toMatchObject({ code: "job.too_many" });
  });
});

describe("a command", () => {
  const run = (command = "wp cache flush") => Jobs.runCommand(owner, { serviceId, command });

  test("runs once, shows what it writes, and how it ended as soon as the node knows", async () => {
    const { id: runId } = await run("echo $SECRET `id`");
    const of = { serviceId, runId };
    const first = await Jobs.readRun(owner, of);
    expect(first).toMatchObject({ run: { state: "running" }, lines: [{ text: "$ echo $SECRET `id`" }] });
    const onTheNode = node.runs.get(Jobs.labelOf(runId));
    if (onTheNode) onTheNode.end = { exitCode: 3, reason: "exited" };
    const { cursor: after } = first;
    expect(await Jobs.readRun(owner, { ...of, after })).toMatchObject({
      run: { state: "ended", exitCode: 3 },
      lines: [],
    });
    await nodeTells();
    await nodeTells([{ job: null, run: Jobs.labelOf(runId), exitCode: 3 }]);
    expect(await runsOf()).toMatchObject([{ id: runId, state: "ended", exitCode: 3, requestedBy: { name: "Ada" } }]);
  });

  test("runs alone, and is stopped when somebody says so", async () => {
    const { id: runId } = await run();
    await expect(run()).rejects.toMatchObject({ code: "command.running" });
    await Jobs.stopRun(owner, { serviceId, runId });
    expect(await Jobs.readRun(owner, { serviceId, runId })).toMatchObject({
      run: { state: "ended", reason: "stopped" },
    });
  });

  test("says that its node could not be reached, and makes way for the next one", async () => {
    node.fail("run-start", "before");
    expect(await run()).toMatchObject({ state: "ended", reason: "unreachable" });
    node.fail("run-start", "after");
    const lost = await run();
    expect(lost).toMatchObject({ reason: "unreachable" });
    // It ran all the same: what the node says of it in the end is right.
    await nodeTells();
    await nodeTells([{ job: null, run: Jobs.labelOf(lost.id), exitCode: 0 }]);
    expect((await runsOf())[0]).toMatchObject({ reason: "exited", exitCode: 0 });
  });

  test("that nobody ever heard of again is given up", async () => {
    await run();
    await nodeTells();
    platform.world.clock.advance(600);
    await nodeTells();
    expect(await runsOf()).toMatchObject([{ state: "running" }]);
    platform.world.clock.advance(180);
    await nodeTells();
    expect(await runsOf()).toMatchObject([{ state: "ended", reason: "interrupted" }]);
  });

  test("needs a website that runs", async () => {
    await Services.suspend(platform.asStaff(), { serviceId });
    await platform.deliverFor(60);
    await expect(run()).rejects.toMatchObject({ code: "run.not_running" });
  });
});

test("jobs, commands and what they write are for those who may deploy, and for nobody of another account", async () => {
  const { id: runId } = await Jobs.runCommand(owner, { serviceId, command: "env" });
  await expect(Jobs.runCommand(as("reader"), { serviceId, command: "env" })).rejects.toMatchObject({
    kind: "forbidden",
  });
  await expect(Jobs.readRun(as("billing"), { serviceId, runId })).rejects.toMatchObject({ kind: "forbidden" });
  const { owner: other } = await platform.customer();
  await expect(Jobs.readRun(other, { serviceId, runId })).rejects.toMatchObject({ kind: "not_found" });
  await expect(Jobs.listJobs(other, { serviceId })).rejects.toMatchObject({ kind: "not_found" });
  await expect(Jobs.runCommand(other, { serviceId, command: "env" })).rejects.toMatchObject({ kind: "not_found" });
  await expect(Jobs.listRuns(owner, { serviceId: newId("service") })).rejects.toMatchObject({ kind: "not_found" });
});

test("a website that is removed takes its jobs with it", async () => {
  await create();
  await Services.terminate(owner, { serviceId });
  await platform.deliverFor(60);
  platform.world.clock.advance(8 * 86_400);
  await Services.remove(platform.asSystem, { serviceId });
  await platform.deliverFor(600);
  expect(await Jobs.listJobs(owner, { serviceId })).toEqual({ items: [] });
});
