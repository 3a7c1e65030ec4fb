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
/** A statement about no resource at all would be none. */
const toMany = (actions: readonly string[], resources: readonly string[]) =>
  resources.length > 0 ? [allow(actions, resources)] : [];
const arns = (list: readonly IQueue[]) => list.map(({ queueArn }) => queueArn);

/** All that a function may do, from what the manifest says it needs. One wildcard: the objects of a bucket. */
export function permissionsOf(stack: Stack, name: FunctionName, grantable: Grantable): PolicyStatement[] {
  const { trigger, needs }: ManifestFunction = functions[name];
  const { data, queues, logGroupArn, functionName } = grantable;
  const consumed = "queue" in trigger ? [queues.work[trigger.queue]] : [];
  const dead = needs.redrives ? Object.values(queues.dead) : [];
  const counted = needs.redrives ? [...Object.values(queues.work), ...dead] : consumed;
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
    ...toMany(["secretsmanager:GetSecretValue"], secrets),
    ...toMany(["sqs:GetQueueAttributes"], arns(counted)),
    ...toMany(["sqs:ReceiveMessage", "sqs:DeleteMessage"], arns([...consumed, ...dead])),
    ...toMany(["sqs:ChangeMessageVisibility"], arns(dead)),
    ...toMany(["sqs:SendMessage"], arns(sent)),
    ...toMany(["kms:GenerateDataKey"], sent.length > 0 ? [infrastructureKey] : []),
    // What signs an address needs the rights that the address gives.
    ...toMany(["s3:GetObject", "s3:PutObject"], needs.archives ? [data.uploads.arnForObjects("acc_*")] : []),
    ...(needs.seals ? [allow(["kms:GenerateDataKey", "kms:Decrypt"], [data.dataKey.keyArn])] : []),
    ...toMany(["lambda:InvokeFunction"], invoked),
  ];
}
