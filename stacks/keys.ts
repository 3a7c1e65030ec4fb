import { Duration } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { type IKey, Key } from "aws-cdk-lib/aws-kms";
import type { Part } from "./part.ts";
import { kept } from "./retention.ts";

/**
 * The data key wraps the keys of sealed columns, and functions alone use it. The infrastructure key is used by AWS's
 * services for logs, queues, secrets and buckets; which of them may is said here, because what is handed on is the key's
 * ARN: a grant on the key itself would name later stacks' roles in its policy, and the stacks would need each other.
 */
export function createKeys({ stack, stage }: Part): { dataKey: IKey; infrastructureKey: IKey } {
  const owned = (id: string, alias: string, description: string) =>
    new Key(stack, id, {
      alias: `${stage.prefix}/${alias}`,
      description,
      enableKeyRotation: true,
      rotationPeriod: Duration.days(365),
      pendingWindow: Duration.days(30),
      removalPolicy: kept(stage),
    });
  const data = owned("DataKey", "data", "Wraps the keys of sealed columns");
  const infrastructure = owned("InfrastructureKey", "infrastructure", "Logs, queues, secrets, buckets and topics");

  const { region, account, partition } = stack;
  const lets = (service: string, actions: readonly string[], conditions: Record<string, Record<string, string>>) =>
    infrastructure.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(service)],
        actions: actions.map((action) => `kms:${action}`),
        resources: ["*"],
        conditions,
      }),
    );
  lets(`logs.${region}.amazonaws.com`, ["Encrypt", "Decrypt", "ReEncrypt*", "GenerateDataKey*", "DescribeKey"], {
    ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:${partition}:logs:${region}:${account}:*` },
  });
  // Alarms that publish to an encrypted topic.
  lets("cloudwatch.amazonaws.com", ["Decrypt", "GenerateDataKey*"], {
    StringEquals: { "aws:SourceAccount": account },
  });
  // GuardDuty's findings, on their way to the same topic.
  lets("events.amazonaws.com", ["Decrypt", "GenerateDataKey*"], {
    StringEquals: { "aws:SourceAccount": account },
  });
  lets("cloudtrail.amazonaws.com", ["GenerateDataKey*", "DescribeKey"], {
    StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": `arn:${partition}:cloudtrail:*:${account}:trail/*` },
  });
  return {
    dataKey: Key.fromKeyArn(stack, "DataKeyByArn", data.keyArn),
    infrastructureKey: Key.fromKeyArn(stack, "InfrastructureKeyByArn", infrastructure.keyArn),
  };
}
