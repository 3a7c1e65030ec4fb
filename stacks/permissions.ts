import type { Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { type FunctionName, functions, type ManifestFunction } from "#functions/manifest.ts";
import type { Data } from "./data.ts";
import type { Queues } from "./queues.ts";

export interface Grantable {
  data: Data;
  queues: Queues;
  logGroupArn: string;
  /** The whole name of a function by its name in the manifest. */
  functionName(name: FunctionName): string;
}

const allow = (actions: readonly string[], resources: readonly string[]) =>
  new PolicyStatement({ actions: [...actions], resources: [...resources] });
const arns = (list: readonly IQueue[]) => list.map(({ queueArn }) => queueArn);

/** All that a function may do, from what the manifest says it needs. Not one wildcard. */
export function permissionsOf(stack: Stack, name: FunctionName, grantable: Grantable): PolicyStatement[] {
  const { trigger, needs }: ManifestFunction = functions[name];
  const { data, queues, logGroupArn, functionName } = grantable;
  const received = [
    ...("queue" in trigger ? [queues.work[trigger.queue]] : []),
    ...(needs.redrives ? Object.values(queues.dead) : []),
  ];
  const sent = [
    ...(needs.redrives ? Object.values(queues.work) : (needs.sends ?? []).map((queue) => queues.work[queue])),
    ...("schedule" in trigger ? [queues.missed] : []),
  ];
  const invoked = (needs.invokes ?? []).map((other) =>
    stack.formatArn({ service: "lambda", resource: `function:${functionName(other)}` }),
  );
  const secrets = needs.secrets.map((secret) => data.secretArns[secret]);
  const infrastructureKey = data.infrastructureKey.keyArn;
  return [
    allow(["logs:CreateLogStream", "logs:PutLogEvents"], [logGroupArn]),
    // For its environment, its secrets and the messages it receives: each stands behind a right of its own.
    allow(["kms:Decrypt"], [infrastructureKey]),
    ...(secrets.length > 0 ? [allow(["secretsmanager:GetSecretValue"], secrets)] : []),
    ...(received.length > 0
      ? [allow(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], arns(received))]
      : []),
    // To count all of them, and to give back at once what somebody only looked at.
    ...(needs.redrives
      ? [
          allow(["sqs:GetQueueAttributes"], arns(Object.values(queues.work))),
          allow(["sqs:ChangeMessageVisibility"], arns(Object.values(queues.dead))),
        ]
      : []),
    ...(sent.length > 0
      ? [allow(["sqs:SendMessage"], arns(sent)), allow(["kms:GenerateDataKey"], [infrastructureKey])]
      : []),
    ...(needs.seals ? [allow(["kms:GenerateDataKey", "kms:Decrypt"], [data.dataKey.keyArn])] : []),
    ...(invoked.length > 0 ? [allow(["lambda:InvokeFunction"], invoked)] : []),
  ];
}
