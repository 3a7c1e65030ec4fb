import { Duration } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import type { Part } from "./part.ts";
import { kept } from "./retention.ts";

/** Keys belong to a region: this one encrypts what the firewall logs. */
export function createEdgeKey({ stack, stage }: Part): Key {
  const { region, account, partition } = stack;
  const key = new Key(stack, "EdgeKey", {
    alias: `${stage.prefix}/edge`,
    description: "The firewall's log",
    enableKeyRotation: true,
    rotationPeriod: Duration.days(365),
    pendingWindow: Duration.days(30),
    removalPolicy: kept(stage),
  });
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal(`logs.${region}.amazonaws.com`)],
      actions: ["Encrypt", "Decrypt", "ReEncrypt*", "GenerateDataKey*", "DescribeKey"].map((name) => `kms:${name}`),
      resources: ["*"],
      conditions: {
        ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:${partition}:logs:${region}:${account}:*` },
      },
    }),
  );
  return key;
}
