import { beforeAll, describe, expect, test } from "vitest";
import { functions, queues } from "#functions/manifest.ts";
import { metrics, namespace } from "#functions/runtime/metrics.ts";
import { listed, only, production, type Statement, type Synthesised } from "./test-stacks.ts";

interface AlarmProperties {
  AlarmName: string;
  AlarmDescription: string;
  Namespace: string;
  MetricName: string;
  Dimensions: { Name: string; Value: string }[];
  TreatMissingData: string;
  AlarmActions: unknown[];
  OKActions: unknown[];
}

let stacks: Synthesised;
let alarms: readonly AlarmProperties[];
beforeAll(() => {
  stacks = production();
  // `as`: CloudFormation's own format, here and below.
  alarms = stacks.all("AWS::CloudWatch::Alarm").map(({ properties }) => properties as unknown as AlarmProperties);
});

const on = (namespace: string, metric: string, value: string) =>
  alarms.filter(
    ({ Namespace, MetricName, Dimensions }) =>
      Namespace === namespace && MetricName === metric && Dimensions.some((dimension) => dimension.Value === value),
  );

describe("somebody is called", () => {
  const made = () => stacks.all("AWS::SQS::Queue").map(({ properties }) => properties.QueueName as string);

  test("when messages wait too long or are too many, in every queue and every dead-letter queue there is", () => {
    expect(made().length).toBe(Object.keys(queues).length * 2 + 1);
    for (const name of made()) {
      for (const metric of ["ApproximateAgeOfOldestMessage", "ApproximateNumberOfMessagesVisible"]) {
        expect(on("AWS/SQS", metric, name), `${name} ${metric}`).toHaveLength(1);
      }
    }
  });

  test("when a function fails or is throttled, whichever it is", () => {
    for (const name of Object.keys(functions)) {
      for (const metric of ["Errors", "Throttles"]) {
        expect(on("AWS/Lambda", metric, `rookery-production-${name}`), `${name} ${metric}`).toHaveLength(1);
      }
    }
  });

  test("when the API fails or is slow, under the name that the gateway has", () => {
    const { Name } = only(stacks.all("AWS::ApiGateway::RestApi")).properties;
    const { StageName } = only(stacks.all("AWS::ApiGateway::Stage")).properties;
    for (const metric of ["5XXError", "Latency"]) {
      const [alarm] = on("AWS/ApiGateway", metric, Name as string);
      expect(alarm?.Dimensions).toContainEqual({ Name: "Stage", Value: StageName });
    }
  });

  test("when something that was paid for cannot be set up, and when passwords are guessed", () => {
    for (const metric of ["ProvisioningFailed", "SignInFailures"]) {
      expect(on(namespace, metric, stacks.stage.name), metric).toHaveLength(1);
    }
  });

  test("when logs are not delivered", () => {
    expect(on("AWS/Firehose", "DeliveryToS3.DataFreshness", "rookery-production-archive")).toHaveLength(1);
    expect(on("AWS/Firehose", "DeliveryToHttpEndpoint.DataFreshness", "rookery-production-siem")).toHaveLength(1);
  });

  test("by mail, encrypted on its way, when it begins and when it is over", () => {
    const topic = only(stacks.all("AWS::SNS::Topic"));
    expect(topic.properties.KmsMasterKeyId).toBeDefined();
    expect(only(stacks.all("AWS::SNS::Subscription")).properties).toMatchObject({
      Protocol: "email",
      Endpoint: stacks.stage.alarmEmail,
    });
    for (const { AlarmName, AlarmActions, OKActions, AlarmDescription, TreatMissingData } of alarms) {
      expect([...AlarmActions, ...OKActions], AlarmName).toEqual([{ Ref: topic.id }, { Ref: topic.id }]);
      expect(AlarmDescription.length, AlarmName).toBeGreaterThan(20);
      expect(TreatMissingData, AlarmName).toBe("notBreaching");
    }
  });

  test("and the key lets alarms and findings be published", () => {
    const policies = stacks
      .all("AWS::KMS::Key")
      .map(({ properties }) => (properties.KeyPolicy as { Statement: Statement[] }).Statement);
    for (const service of ["cloudwatch.amazonaws.com", "events.amazonaws.com"]) {
      const allowed = policies
        .flat()
        .filter(({ Principal }) => listed((Principal as { Service?: string | string[] }).Service).includes(service));
      expect(only(allowed).Action).toEqual(expect.arrayContaining(["kms:Decrypt"]));
    }
  });
});

test("names of alarms are unique, and begin with the stage's", () => {
  const names = alarms.map(({ AlarmName }) => AlarmName);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^rookery-production-/);
});

describe("the dashboard", () => {
  interface Widget {
    type: string;
    x: number;
    y: number;
    width: number;
    height: number;
    properties: { title: string; alarms?: string[]; metrics?: unknown[][] };
  }
  /** References become words: what counts here is what stands beside them. */
  function widgets(): Widget[] {
    const body = only(stacks.all("AWS::CloudWatch::Dashboard")).properties.DashboardBody;
    const parts = (body as { "Fn::Join": [string, unknown[]] })["Fn::Join"][1];
    const text = parts.map((part) => (typeof part === "string" ? part : "reference")).join("");
    return (JSON.parse(text) as { widgets: Widget[] }).widgets;
  }

  test("shows every alarm, every queue, every function and every rule of the firewall that refuses", () => {
    const drawn = JSON.stringify(widgets());
    expect(widgets().find(({ type }) => type === "alarm")?.properties.alarms).toHaveLength(alarms.length);
    for (const name of [...Object.keys(queues), ...Object.keys(queues).map((queue) => `${queue}-dead`)]) {
      expect(drawn).toContain(`"QueueName","rookery-production-${name}"`);
    }
    for (const name of Object.keys(functions)) expect(drawn).toContain(`"FunctionName","rookery-production-${name}"`);
    for (const rule of ["rate-sign-in", "body-findings", "aws-SQLiRuleSet"]) {
      expect(drawn).toContain(`"WebACL","rookery-production-all","Rule","rookery-production-${rule}"`);
    }
  });

  test("shows whatever functions measure, by the dimensions that they write", () => {
    const drawn = widgets().flatMap(({ properties }) => properties.metrics ?? []);
    for (const [name, metric] of Object.entries(metrics)) {
      const by = "by" in metric ? [metric.by, "provision"] : [];
      const dimensions = ["Stage", stacks.stage.name, ...by];
      const lines = drawn.filter((line) => line[1] === name).map((line) => line.slice(0, -1));
      expect(lines, name).toContainEqual([namespace, name, ...dimensions]);
    }
  });

  test("lays nothing over anything else", () => {
    const cells = widgets().flatMap(({ x, y, width, height }) =>
      Array.from({ length: width * height }, (_, cell) => `${x + (cell % width)},${y + Math.floor(cell / width)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });
});
