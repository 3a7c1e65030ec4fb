import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Id, newId } from "../kernel/id.ts";
import type { Ctx } from "../kernel/operation.ts";
import type { FakeNode } from "../nodes/fake-nodes.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import * as Releases from "../releases/index.ts";
import * as Services from "../services/index.ts";
import * as Monitoring from "./index.ts";
import { nodeMetric, serviceExit, serviceMetric } from "./metric.sql.ts";
import { type MetricsRange, quantile, resolutions, timeBounds } from "./metrics.state.ts";
import type { NodeSample } from "./sample.ts";

let platform: TestPlatform;
let node: FakeNode & { id: Id<"node"> };
beforeAll(async () => {
  platform = await testPlatform();
});
afterAll(() => platform.close());

let owner: Ctx;
let serviceId: Id<"service">;
let home: string;
let count = 0;
let counters: NodeSample;
beforeEach(async () => {
  node = await platform.readyNode();
  ({ owner } = await platform.customer());
  count += 1;
  const order = await platform.paidOrder(owner, `measured-${count}`);
  serviceId = order.serviceId as Id<"service">;
  home = Releases.homeOf(serviceId);
  await asPlatform((tx) => Services.update(tx, serviceId, { state: "active", nodeId: node.id }));
  counters = fresh();
  platform.world.clock.advance(3600);
  await round(0);
});

const asPlatform: <T>(run: Parameters<typeof platform.world.db.transaction<T>>[1]) => Promise<T> = (run) =>
  platform.world.db.transaction({ role: "platform" }, run);

const fresh = (): NodeSample => ({
  at: "",
  memoryFrom: "group",
  node: { cpus: 2, cpuMs: 1000, memoryMb: 4096, memoryUsedMb: 1024, diskMb: 40_000, diskUsedMb: 2000 },
  accounts: [],
  containers: [
    {
      user: "c-test0001",
      stack: `${home}-1`,
      id: "a",
      cpuMs: 500,
      memoryBytes: 100,
      memoryPeakBytes: 120,
      processes: 3,
    },
    {
      user: "c-test0001",
      stack: `${home}-mariadb`,
      id: "b",
      cpuMs: 50,
      memoryBytes: 200,
      memoryPeakBytes: 200,
      processes: 1,
    },
  ],
  sites: [site([0, 10, 0, 0, 0], 1000)],
  exits: [],
  runs: [],
});
const site = (answers: number[], bytes: number): NodeSample["sites"][number] => ({
  site: home,
  answers,
  bytesIn: bytes / 10,
  bytesOut: bytes,
  times: timeBounds.map((bound) => (bound === 20 ? (answers[1] ?? 0) : 0)).concat(0),
});

/** Time passes, and the node is asked. */
async function round(seconds: number, change: Partial<NodeSample> = {}): Promise<boolean> {
  platform.world.clock.advance(seconds);
  counters = { ...counters, ...change, at: platform.world.clock.now.toISOString() };
  node.metrics = counters;
  return Monitoring.collect(platform.asSystem, node.id);
}
const used = (cpuMs: number): NodeSample["containers"] =>
  counters.containers.map((one) => (one.id === "a" ? { ...one, cpuMs: one.cpuMs + cpuMs } : one));
const read = (range: MetricsRange) => Monitoring.serviceMetrics(owner, { serviceId, range });
const known = async (range: MetricsRange) => (await read(range)).points.filter((point) => point !== null);

describe("what a node says of its sites", () => {
  test("becomes a point a minute: processor time, memory of app and database together, answers, bytes and times", async () => {
    await round(60, { containers: used(6000), sites: [site([0, 70, 0, 3, 1], 7000)] });
    expect(await known("1h")).toEqual([
      expect.objectContaining({
        cpuPercent: 10,
        memoryBytes: 300,
        processes: 4,
        answers: [0, 60, 0, 3, 1],
        bytesIn: 600,
        bytesOut: 6000,
        p50: 15,
        seconds: 60,
      }),
    ]);
  });

  test("is counted once, however often it is told", async () => {
    await round(60, { containers: used(6000) });
    expect(await round(0)).toBe(false);
    platform.world.clock.advance(30);
    node.metrics = counters;
    expect(await Monitoring.collect(platform.asSystem, node.id)).toBe(false);
    expect(await known("1h")).toHaveLength(1);
  });

  test("is in the next round where one was lost, and a minute nobody asked in is a gap", async () => {
    await round(60, { containers: used(600) });
    await round(180, { containers: used(1800), sites: [site([0, 40, 0, 0, 0], 1000)] });
    const points = (await read("1h")).points.slice(-4);
    expect(points.map((point) => point?.cpuPercent)).toEqual([1, undefined, undefined, 1]);
    expect(points.at(-1)).toMatchObject({ answers: [0, 30, 0, 0, 0], seconds: 180 });
  });

  test("goes on after a restart of the node, whose counters begin anew", async () => {
    const containers = counters.containers.map((one) => ({ ...one, cpuMs: 30 }));
    await round(60, { containers, sites: [site([0, 4, 0, 0, 0], 100)] });
    expect(await known("1h")).toMatchObject([{ cpuPercent: 0.1, answers: [0, 4, 0, 0, 0], bytesOut: 100 }]);
  });

  test("keeps a peak between two samples, and no older one", async () => {
    const [app, ...rest] = counters.containers;
    await round(60, { containers: [{ ...app, memoryPeakBytes: 900 } as never, ...rest] });
    await round(60);
    expect(await known("1h")).toMatchObject([{ memoryPeakBytes: 1100 }, { memoryPeakBytes: 300 }]);
  });

  test("of a site that is on another node, or of nobody, is left out", async () => {
    await asPlatform((tx) => Services.update(tx, serviceId, { nodeId: null }));
    await round(60, { containers: used(6000) });
    expect(await known("1h")).toEqual([]);
  });

  test("that fits nothing known is refused whole", async () => {
    node.metrics = { ...counters, at: "soon" };
    platform.world.clock.advance(60);
    await expect(Monitoring.collect(platform.asSystem, node.id)).rejects.toThrow();
    expect(await known("1h")).toEqual([]);
  });

  test("is asked for again a minute later where the node cannot be reached", async () => {
    node.fail("node-metrics", "before");
    platform.world.clock.advance(60);
    expect(await Monitoring.collectIfReachable(platform.asSystem, node.id)).toBe(false);
    await round(60, { containers: used(1200) });
    expect(await known("1h")).toMatchObject([{ cpuPercent: 1, seconds: 120 }]);
  });

  test("names the ends that nobody asked for, each once", async () => {
    const at = new Date(platform.world.clock.now.getTime() + 1000).toISOString();
    const exit = { user: "c-test0001", stack: `${home}-1`, service: "web", at, exitCode: 3, memoryUsedUp: false };
    await round(60, { exits: [{ ...exit, restarted: false }] });
    await round(60, { exits: [{ ...exit, restarted: true }] });
    const rows = await asPlatform((tx) => tx.select().from(serviceExit));
    expect(rows.filter((row) => row.serviceId === serviceId)).toMatchObject([
      { part: "web", exitCode: 3, restarted: true },
    ]);
  });
});

describe("what is kept", () => {
  test("is added up when an hour and a day are over, and every range shows the same sums", async () => {
    const requests = async (range: MetricsRange) =>
      (await known(range)).reduce((sum, { answers }) => sum + (answers[1] ?? 0), 0);
    let answered = 10;
    for (let minute = 0; minute < 150; minute += 10) {
      answered += 5;
      await round(600, { containers: used(600), sites: [site([0, answered, 0, 0, 0], 1000)] });
    }
    for (const range of ["24h", "7d", "30d", "13mo"] as const)
      expect([range, await requests(range)]).toEqual([range, 75]);
    await round(26 * 3600, { sites: [site([0, answered + 1, 0, 0, 0], 1000)] });
    for (const range of ["7d", "30d", "13mo"] as const) expect([range, await requests(range)]).toEqual([range, 76]);
    const steps = await asPlatform((tx) => tx.select().from(serviceMetric));
    expect(new Set(steps.filter((row) => row.serviceId === serviceId).map(({ step }) => step))).toEqual(
      new Set([60, 3600, 86_400]),
    );
  });

  test("is forgotten in its time, some rows at once", async () => {
    await round(60);
    await round(60);
    const rows = () =>
      asPlatform(async (tx) => {
        const found = [...(await tx.select().from(serviceMetric)), ...(await tx.select().from(nodeMetric))];
        return found.filter(({ step }) => step === 60).length;
      });
    expect(
      await asPlatform((tx) => Monitoring.forgetMetrics(tx, platform.world.clock.now, 1000)),
    ).toBeGreaterThanOrEqual(0);
    const before = await rows();
    expect(before).toBeGreaterThan(2);
    const later = new Date(platform.world.clock.now.getTime() + (resolutions[0].keptHours + 1) * 3_600_000);
    expect(await asPlatform((tx) => Monitoring.forgetMetrics(tx, later, 1))).toBe(2);
    await asPlatform((tx) => Monitoring.forgetMetrics(tx, later, 1000));
    expect(await rows()).toBe(0);
  });
});

describe("who asks", () => {
  test("sees as many points as the range has, gaps included, with the limits that were sold", async () => {
    await round(60);
    const { points, limits, stepSeconds } = await read("24h");
    expect([points.length, stepSeconds, limits]).toEqual([288, 300, { cpuPercent: 25, memoryBytes: 64 * 1_048_576 }]);
  });

  test("sees nothing of another account's service", async () => {
    const { owner: other } = await platform.customer();
    await expect(Monitoring.serviceMetrics(other, { serviceId })).rejects.toMatchObject({ kind: "not_found" });
    const missing = newId("service");
    await expect(Monitoring.serviceMetrics(owner, { serviceId: missing })).rejects.toMatchObject({ kind: "not_found" });
  });

  test("of the staff sees the node's history and who uses it most", async () => {
    await round(60, { containers: used(6000), node: { ...counters.node, cpuMs: counters.node.cpuMs + 12_000 } });
    const { points, busiest } = await Monitoring.nodeMetrics(platform.asStaff(), { nodeId: node.id, range: "1h" });
    expect(points.at(-1)).toMatchObject({ cpuPercent: 10, memoryUsedMb: 1024, diskUsedMb: 2000 });
    expect(busiest.find((one) => one.serviceId === serviceId)).toMatchObject({
      name: `measured-${count}`,
      cpuPercent: 10,
    });
    await expect(Monitoring.nodeMetrics(owner, { nodeId: node.id })).rejects.toMatchObject({ kind: "forbidden" });
  });
});

test("a share of the answers lies within its bucket, and beyond the last bound it is the last bound", () => {
  const times = (index: number) => [...timeBounds, 0].map((_, at) => (at === index ? 4 : 0));
  expect(quantile(times(0), 0.5)).toBe(1);
  expect(quantile(times(4), 1)).toBe(50);
  expect(quantile(times(timeBounds.length), 0.5)).toBe(10_000);
  expect(quantile(times(-1), 0.5)).toBeNull();
});
