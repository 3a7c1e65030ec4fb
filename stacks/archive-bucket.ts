import { Duration } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectLockRetention,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import type { Part } from "./part.ts";
import { kept } from "./retention.ts";
import { accept, inBoth } from "./suppressions.ts";

/** Where logs cannot be changed or deleted before their time: in production by nobody, not even by the account's root. */
export function createArchiveBucket({ stack, stage }: Part, key: IKey, accessLogs: IBucket | undefined): Bucket {
  const time = Duration.days(stage.logDays);
  const bucket = new Bucket(stack, "Archive", {
    encryption: BucketEncryption.KMS,
    encryptionKey: key,
    bucketKeyEnabled: true,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    versioned: true,
    objectLockEnabled: true,
    objectLockDefaultRetention:
      stage.kind === "production" ? ObjectLockRetention.compliance(time) : ObjectLockRetention.governance(time),
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    ...(accessLogs && { serverAccessLogsBucket: accessLogs, serverAccessLogsPrefix: "archive/" }),
    lifecycleRules: [
      {
        expiration: Duration.days(stage.logDays + 1),
        noncurrentVersionExpiration: Duration.days(1),
        abortIncompleteMultipartUploadAfter: Duration.days(1),
      },
    ],
    removalPolicy: kept(stage),
  });
  accept(bucket, {
    rules: inBoth("S3BucketReplicationEnabled"),
    reason: "The archive is a second copy of what is in CloudWatch Logs, and locked against change and deletion.",
  });
  if (accessLogs === undefined) {
    accept(bucket, {
      rules: ["AwsSolutions-S1", ...inBoth("S3BucketLoggingEnabled")],
      reason:
        "It holds the firewall's log alone, beside its other copy in CloudWatch Logs; reads of it are not recorded.",
    });
  }
  return bucket;
}
