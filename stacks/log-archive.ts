import type { Stack } from "aws-cdk-lib";
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { CfnSubscriptionFilter, LogGroup } from "aws-cdk-lib/aws-logs";
import type { Bucket, IBucket } from "aws-cdk-lib/aws-s3";
import { createArchiveBucket } from "./archive-bucket.ts";
import { createDeliverer, createDelivery, type Delivery, intoBucket } from "./delivery.ts";
import type { Part } from "./part.ts";
import { createSiemDelivery } from "./siem.ts";

export interface LogArchive {
  bucket: Bucket;
  /** The delivery streams' names. */
  streams: { archive: string; siem: string | undefined };
  /** What is written into the groups from now on goes into the archive, and to the SIEM where there is one. */
  follow(groups: readonly LogGroup[]): void;
}

interface Surroundings {
  key: IKey;
  accessLogs: IBucket | undefined;
}

/** Logs go from CloudWatch through Firehose into a locked bucket, and once more to a SIEM: neither waits for the other. */
export function createLogArchive(part: Part, { key, accessLogs }: Surroundings): LogArchive {
  const { stage } = part;
  const bucket = createArchiveBucket(part, key, accessLogs);
  const deliverer = createDeliverer(part, key, bucket);
  const archive = createDelivery(part, "archive", deliverer, (logging) => ({
    extendedS3DestinationConfiguration: {
      ...intoBucket(deliverer, "logs"),
      // CloudWatch Logs compresses what it sends; compressed files that are joined are one compressed file.
      compressionFormat: "UNCOMPRESSED",
      fileExtension: ".json.gz",
      cloudWatchLoggingOptions: logging,
    },
  }));
  const siem = stage.siemUrl === undefined ? undefined : createSiemDelivery(part, deliverer, stage.siemUrl);
  const deliveries = { archive, ...(siem && { siem }) };
  const { roleArn } = createSubscriber(part, Object.values(deliveries));
  return {
    bucket,
    streams: { archive: archive.name, siem: siem?.name },
    // The filters belong to each group's own stack: what another stack reads could not be removed there any more.
    follow(groups) {
      for (const { stack, node, logGroupName } of groups) {
        for (const [name, { stream }] of Object.entries(deliveries)) {
          new CfnSubscriptionFilter(stack, `${node.id}-to-${name}`, {
            logGroupName,
            filterPattern: "",
            destinationArn: stream.attrArn,
            roleArn,
          });
        }
      }
    },
  };
}

export const logGroupsOf = (stack: Stack): readonly LogGroup[] =>
  stack.node.findAll().filter((found) => found instanceof LogGroup);

/** What CloudWatch Logs hands logs on with. */
function createSubscriber({ stack }: Part, deliveries: readonly Delivery[]): Role {
  const { region, account, partition } = stack;
  const role = new Role(stack, "SubscriptionRole", {
    assumedBy: new ServicePrincipal("logs.amazonaws.com", {
      conditions: { StringLike: { "aws:SourceArn": `arn:${partition}:logs:${region}:${account}:*` } },
    }),
  });
  new ManagedPolicy(stack, "SubscriptionPolicy", {
    description: "Hand logs on to be delivered",
    roles: [role],
    statements: [
      new PolicyStatement({
        actions: ["firehose:PutRecord", "firehose:PutRecordBatch"],
        resources: deliveries.map(({ stream }) => stream.attrArn),
      }),
    ],
  });
  return role;
}
