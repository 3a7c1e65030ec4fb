import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { type Function as DeployedFunction, EventSourceMapping } from "aws-cdk-lib/aws-lambda";
import { CfnSchedule, CfnScheduleGroup } from "aws-cdk-lib/aws-scheduler";
import { type FunctionName, functions, type ManifestFunction } from "#functions/manifest.ts";
import { createFunction, type Surroundings } from "./function.ts";
import type { Part } from "./part.ts";

interface Scheduled {
  name: FunctionName;
  schedule: string;
  target: DeployedFunction;
}

/** What works behind the gateway: consumers of queues, what is scheduled, and what functions and operators call. */
export function createJobs(part: Part, surroundings: Surroundings) {
  const scheduled: Scheduled[] = [];
  for (const [key, { trigger }] of Object.entries<ManifestFunction>(functions)) {
    const name = key as FunctionName;
    if ("http" in trigger || "deploy" in trigger) continue;
    const target = createFunction(part, name, surroundings);
    if ("schedule" in trigger) scheduled.push({ name, target, schedule: trigger.schedule });
    if ("queue" in trigger) {
      new EventSourceMapping(part.stack, `${name}-messages`, {
        target,
        eventSourceArn: surroundings.queues.work[trigger.queue].queueArn,
        batchSize: trigger.batchSize,
        maxConcurrency: trigger.concurrency,
        reportBatchItemFailures: true,
      });
    }
  }
  createSchedules(part, scheduled, surroundings);
  return { stack: part.stack };
}

function createSchedules(
  { stack, stage }: Part,
  scheduled: readonly Scheduled[],
  { data, queues }: Surroundings,
): void {
  const { infrastructureKey } = data;
  const role = new Role(stack, "SchedulerRole", {
    assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
      conditions: { StringEquals: { "aws:SourceAccount": stack.account } },
    }),
  });
  const policy = new ManagedPolicy(stack, "SchedulerPolicy", {
    description: "Begin what is scheduled",
    roles: [role],
    statements: [
      new PolicyStatement({
        actions: ["lambda:InvokeFunction"],
        resources: scheduled.map(({ target }) => target.functionArn),
      }),
      new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [queues.missed.queueArn] }),
      new PolicyStatement({ actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [infrastructureKey.keyArn] }),
    ],
  });
  const group = new CfnScheduleGroup(stack, "Schedules", { name: stage.prefix });
  for (const { name, schedule, target } of scheduled) {
    const made = new CfnSchedule(stack, `${name}-schedule`, {
      name,
      groupName: group.ref,
      scheduleExpression: schedule,
      scheduleExpressionTimezone: "UTC",
      flexibleTimeWindow: { mode: "OFF" },
      kmsKeyArn: infrastructureKey.keyArn,
      target: {
        arn: target.functionArn,
        roleArn: role.roleArn,
        input: JSON.stringify({ id: "<aws.scheduler.execution-id>" }),
        // What could not be begun within a minute is not worth beginning: the next run is due.
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 60 },
        deadLetterConfig: { arn: queues.missed.queueArn },
      },
    });
    made.node.addDependency(policy);
  }
}
