import { beforeAll, expect, test } from "vitest";
import { functions, type ManifestFunction } from "#functions/manifest.ts";
import { listed, only, production, type Synthesised, statementsOf } from "./test-stacks.ts";

const manifest = Object.entries<ManifestFunction>(functions);
let stacks: Synthesised;
beforeAll(() => {
  stacks = production();
});

const nameOf = (reference: unknown) => String(stacks.target("jobs", reference)?.properties.FunctionName);

test("the schedules are the manifest's, one to one", () => {
  const deployed = stacks.all("AWS::Scheduler::Schedule").map(({ properties }) => {
    const { Arn } = properties.Target as { Arn: unknown };
    return `${nameOf(Arn)} ${properties.ScheduleExpression} ${properties.ScheduleExpressionTimezone}`;
  });
  expect(deployed.toSorted()).toEqual(
    manifest
      .flatMap(([name, { trigger }]) =>
        "schedule" in trigger ? [`rookery-production-${name} ${trigger.schedule} UTC`] : [],
      )
      .toSorted(),
  );
});

test("a run that cannot be begun, or fails, is found in a dead-letter queue", () => {
  for (const { properties } of stacks.all("AWS::Scheduler::Schedule")) {
    const { DeadLetterConfig, Arn, Input } = properties.Target as Record<string, unknown>;
    expect(JSON.stringify(DeadLetterConfig)).toContain("rookery-production-schedules-dead");
    expect(JSON.stringify(stacks.target("jobs", Arn)?.properties.DeadLetterConfig)).toContain("schedules-dead");
    expect(Input).toBe('{"id":"<aws.scheduler.execution-id>"}');
    expect(properties.KmsKeyArn).toBeDefined();
  }
});

test("the scheduler may begin what is scheduled and nothing else", () => {
  const policy = only(stacks.all("AWS::IAM::ManagedPolicy").filter(({ id }) => id.startsWith("SchedulerPolicy")));
  const invoked = statementsOf(policy).filter(({ Action }) => listed(Action).includes("lambda:InvokeFunction"));
  expect(
    invoked
      .flatMap(({ Resource }) => listed(Resource))
      .map(nameOf)
      .toSorted(),
  ).toEqual(
    manifest.flatMap(([name, { trigger }]) => ("schedule" in trigger ? [`rookery-production-${name}`] : [])).toSorted(),
  );
  expect(JSON.stringify(statementsOf(policy))).not.toContain("*");
});

test("every queue feeds its function, so many at a time as the manifest says, and gets back only what failed", () => {
  const deployed = stacks.all("AWS::Lambda::EventSourceMapping").map(({ properties }) => {
    expect(properties.FunctionResponseTypes).toEqual(["ReportBatchItemFailures"]);
    const queue = /rookery-production-([\w-]+)"/.exec(JSON.stringify(properties.EventSourceArn))?.[1];
    const { MaximumConcurrency } = properties.ScalingConfig as { MaximumConcurrency: number };
    return `${queue} ${nameOf(properties.FunctionName)} ${properties.BatchSize} ${MaximumConcurrency}`;
  });
  expect(deployed.toSorted()).toEqual(
    manifest
      .flatMap(([name, { trigger }]) =>
        "queue" in trigger
          ? [`${trigger.queue} rookery-production-${name} ${trigger.batchSize} ${trigger.concurrency}`]
          : [],
      )
      .toSorted(),
  );
});

test("every function of the manifest is deployed, and no other of ours", () => {
  const ours = stacks
    .all("AWS::Lambda::Function")
    .flatMap(({ properties }) => listed(properties.FunctionName as string));
  expect(ours.filter((name) => name.startsWith("rookery-production-")).toSorted()).toEqual(
    manifest.map(([name]) => `rookery-production-${name}`).toSorted(),
  );
});
