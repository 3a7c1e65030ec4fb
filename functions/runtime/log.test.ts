import { spawnSync } from "node:child_process";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LongOperation } from "#core/kernel/long-operation/plan.ts";
import { Secret } from "#core/kernel/secret.ts";
import { log, logAbout } from "./log.ts";
import { countChange, countOperation, type MetricName, measure, metrics, namespace } from "./metrics.ts";

let lines: Record<string, unknown>[];
beforeEach(() => {
  lines = [];
  vi.stubEnv("ROOKERY_STAGE", "production");
  for (const method of ["log", "error"] as const) {
    vi.spyOn(console, method).mockImplementation((line: string) => void lines.push(JSON.parse(line)));
  }
});
afterEach(() => vi.unstubAllEnvs());

const member = {
  type: "member",
  personId: "per_1",
  sessionId: "ses_1",
  accountId: "acc_1",
  role: "owner",
} as unknown as Parameters<typeof logAbout>[0]["actor"];

test("a line says when, how grave, for which request and for whom, by ids alone", () => {
  logAbout({ requestId: "r-1", actor: member }, () => log("warn", "something", { count: 2 }));
  expect(lines).toEqual([
    {
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      level: "WARN",
      message: "something",
      requestId: "r-1",
      actor: { type: "member", personId: "per_1", accountId: "acc_1", role: "owner" },
      count: 2,
    },
  ]);
});

test("two requests at once keep their lines apart, and after them a line belongs to none", async () => {
  const work = (requestId: string) =>
    logAbout({ requestId, actor: { type: "anonymous" } }, async () => {
      await new Promise(setImmediate);
      log("info", requestId);
    });
  await Promise.all([work("a"), work("b")]);
  log("info", "none");
  expect(lines.map(({ message, requestId }) => [message, requestId])).toEqual([
    ["a", "a"],
    ["b", "b"],
    ["none", undefined],
  ]);
});

test("no line holds a secret or what a session is known by", () => {
  logAbout({ requestId: "r", actor: member }, () => log("error", "x", { key: new Secret("hunter2") }));
  expect(JSON.stringify(lines)).not.toMatch(/hunter2|ses_1/);
});

/** What Lambda's own console makes of lines, in its JSON format. */
const likeLambda = `for (const level of ["log", "error"]) {
  console[level] = (message) => process.stdout.write(JSON.stringify({ level, message }) + "\\n");
}`;

test("on Lambda every line arrives as it is: fields and metrics at its root", () => {
  const program = `${likeLambda}
    const { log } = await import("#functions/runtime/log.ts");
    const { measure } = await import("#functions/runtime/metrics.ts");
    log("error", "broken", { code: 7 });
    measure("OrdersPaid");`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
    encoding: "utf8",
    env: { AWS_LAMBDA_FUNCTION_NAME: "api", ROOKERY_STAGE: "production" },
  });
  const [line, metric, ...more] = stdout.trim().split("\n");
  expect({ stderr, more }).toEqual({ stderr: "", more: [] });
  expect(JSON.parse(line ?? "")).toMatchObject({ level: "ERROR", message: "broken", code: 7 });
  expect(JSON.parse(metric ?? "")).toMatchObject({
    _aws: { CloudWatchMetrics: [{ Namespace: "Rookery" }] },
    OrdersPaid: 1,
  });
});

/** The embedded metric format, as far as it is strict. */
function metricIn(line: Record<string, unknown>) {
  const { _aws } = line as { _aws: { Timestamp: number; CloudWatchMetrics: Record<string, unknown>[] } };
  expect(Object.keys(_aws).toSorted()).toEqual(["CloudWatchMetrics", "Timestamp"]);
  expect(Math.abs(Date.now() - _aws.Timestamp)).toBeLessThan(60_000);
  expect(_aws.CloudWatchMetrics).toHaveLength(1);
  const [directive] = _aws.CloudWatchMetrics as [
    { Namespace: string; Dimensions: string[][]; Metrics: { Name: string; Unit: string }[] },
  ];
  expect(Object.keys(directive).toSorted()).toEqual(["Dimensions", "Metrics", "Namespace"]);
  for (const dimension of directive.Dimensions.flat()) expect(line[dimension], dimension).toEqual(expect.any(String));
  for (const { Name } of directive.Metrics) expect(line[Name], Name).toEqual(expect.any(Number));
  return { namespace: directive.Namespace, dimensions: directive.Dimensions, metrics: directive.Metrics };
}

test("every metric is a line of the embedded format, whose dimensions take few values", () => {
  for (const name of Object.keys(metrics) as MetricName[]) measure(name, 1.5, "mail");
  expect(lines).toHaveLength(Object.keys(metrics).length);
  for (const line of lines) {
    const found = metricIn(line);
    expect(found.namespace).toBe(namespace);
    expect(found.dimensions.flat().every((dimension) => ["Stage", "Function"].includes(dimension))).toBe(true);
    expect(line.Stage).toBe("production");
  }
});

const named = () => lines.map((line) => metricIn(line).metrics[0]?.Name);

test("changes are counted when they are what they are called: paid and refunded once, not with every look at them", () => {
  const change = (action: string, after?: unknown) => countChange({ action, audit: { target: "ord_1", after } });
  change("order.place", { siteName: "shop" });
  change("order.record_payment");
  change("order.record_payment", { state: "open" });
  change("order.record_payment", { state: "paid", serviceId: "svc_1" });
  change("order.issue_refund", { state: "refunding", refund: "pending" });
  change("order.refresh_refund", { state: "refunded", refund: "succeeded" });
  change("service.suspend", { state: "suspending" });
  expect(named()).toEqual(["OrdersPlaced", "OrdersPaid", "OrdersRefunded"]);
  expect(JSON.stringify(lines)).not.toMatch(/ord_1|svc_1|shop/);
});

test("a set-up that ended is counted with the time that the customer waited", () => {
  const createdAt = new Date("2026-11-22T08:00:00Z");
  const ended = (kind: string, state: "succeeded" | "failed") =>
    countOperation({ kind, createdAt } as LongOperation, state, new Date("2026-11-22T08:00:04.500Z"));
  ended("service.provision", "succeeded");
  ended("service.provision", "failed");
  ended("node.check", "succeeded");
  expect(named()).toEqual(["OrdersFulfilled", "ProvisioningSeconds", "ProvisioningFailed"]);
  expect(lines[1]?.ProvisioningSeconds).toBe(4.5);
});
