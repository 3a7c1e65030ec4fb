import { CfnTrail } from "aws-cdk-lib/aws-cloudtrail";
import { CfnDetector } from "aws-cdk-lib/aws-guardduty";
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { CfnHub } from "aws-cdk-lib/aws-securityhub";
import type { Part } from "./part.ts";
import { createLogGroup } from "./retention.ts";

interface Surroundings {
  key: IKey;
  archive: Bucket;
}

const folder = "trail";

/** What watches over the whole account, whatever runs in it: switched on in exactly one of its stages. */
export function createAccountBaseline(part: Part, surroundings: Surroundings): void {
  createTrail(part, surroundings);
  new CfnDetector(part.stack, "GuardDuty", { enable: true, findingPublishingFrequency: "FIFTEEN_MINUTES" });
  new CfnHub(part.stack, "SecurityHub", { enableDefaultStandards: true });
}

/** Every change to the account in every region: to CloudWatch, and signed into the archive. */
function createTrail(part: Part, { key, archive }: Surroundings): void {
  const { stack, stage } = part;
  const trailName = `${stage.prefix}-account`;
  const arn = stack.formatArn({ service: "cloudtrail", resource: "trail", resourceName: trailName });
  admit(archive, arn, stack.account);
  const logGroup = createLogGroup(part, "TrailLog", key);
  const role = new Role(stack, "TrailRole", {
    assumedBy: new ServicePrincipal("cloudtrail.amazonaws.com", {
      conditions: { StringEquals: { "aws:SourceArn": arn } },
    }),
  });
  const policy = new ManagedPolicy(stack, "TrailPolicy", {
    description: "Write the trail",
    roles: [role],
    statements: [
      new PolicyStatement({
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [logGroup.logGroupArn],
      }),
    ],
  });
  const trail = new CfnTrail(stack, "Trail", {
    trailName,
    isLogging: true,
    isMultiRegionTrail: true,
    includeGlobalServiceEvents: true,
    enableLogFileValidation: true,
    kmsKeyId: key.keyArn,
    s3BucketName: archive.bucketName,
    s3KeyPrefix: folder,
    cloudWatchLogsLogGroupArn: logGroup.logGroupArn,
    cloudWatchLogsRoleArn: role.roleArn,
  });
  trail.node.addDependency(policy, archive.policy ?? archive);
}

function admit(archive: Bucket, trailArn: string, account: string): void {
  const principals = [new ServicePrincipal("cloudtrail.amazonaws.com")];
  const conditions = { StringEquals: { "aws:SourceArn": trailArn } };
  archive.addToResourcePolicy(
    new PolicyStatement({ principals, actions: ["s3:GetBucketAcl"], resources: [archive.bucketArn], conditions }),
  );
  archive.addToResourcePolicy(
    new PolicyStatement({
      principals,
      actions: ["s3:PutObject"],
      resources: [archive.arnForObjects(`${folder}/AWSLogs/${account}/*`)],
      conditions: { StringEquals: { ...conditions.StringEquals, "s3:x-amz-acl": "bucket-owner-full-control" } },
    }),
  );
}
