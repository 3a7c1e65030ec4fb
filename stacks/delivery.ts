import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnDeliveryStream, type CfnDeliveryStreamProps } from "aws-cdk-lib/aws-kinesisfirehose";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { LogStream } from "aws-cdk-lib/aws-logs";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Part } from "./part.ts";
import { createLogGroup, kept } from "./retention.ts";
import { accept, logicalIdOf } from "./suppressions.ts";

/** What a delivery stream writes with, and into. */
export interface Deliverer {
  role: Role;
  key: IKey;
  bucket: Bucket;
}

export interface Delivery {
  name: string;
  stream: CfnDeliveryStream;
}

type Destination = Pick<
  CfnDeliveryStreamProps,
  "extendedS3DestinationConfiguration" | "httpEndpointDestinationConfiguration"
>;

/** Firehose's own rights: to put objects into the bucket, and to say what it could not deliver. */
export function createDeliverer({ stack }: Part, key: IKey, bucket: Bucket): Deliverer {
  const role = new Role(stack, "FirehoseRole", {
    assumedBy: new ServicePrincipal("firehose.amazonaws.com", {
      conditions: { StringEquals: { "aws:SourceAccount": stack.account } },
    }),
  });
  const policy = new ManagedPolicy(stack, "FirehosePolicy", {
    description: "Put logs into the archive",
    roles: [role],
    statements: [
      new PolicyStatement({
        actions: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
        resources: [bucket.bucketArn],
      }),
      new PolicyStatement({
        actions: ["s3:PutObject", "s3:GetObject", "s3:AbortMultipartUpload"],
        resources: [bucket.arnForObjects("*")],
      }),
      new PolicyStatement({ actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [key.keyArn] }),
    ],
  });
  accept(policy, {
    rules: ["AwsSolutions-IAM5"],
    reason: "Firehose makes up the names of the objects that it puts into the archive.",
    appliesTo: [`Resource::<${logicalIdOf(bucket)}.Arn>/*`],
  });
  return { role, key, bucket };
}

export function createDelivery(
  part: Part,
  what: string,
  { role, key }: Deliverer,
  destination: (logging: CfnDeliveryStream.CloudWatchLoggingOptionsProperty) => Destination,
): Delivery {
  const { stack, stage } = part;
  const name = `${stage.prefix}-${what}`;
  const logGroup = createLogGroup(part, `${what}-errors`, key);
  const { logStreamName } = new LogStream(stack, `${what}-errors-stream`, { logGroup, removalPolicy: kept(stage) });
  const policy = new ManagedPolicy(stack, `${what}-errors-policy`, {
    description: `Say what ${name} could not deliver`,
    roles: [role],
    statements: [new PolicyStatement({ actions: ["logs:PutLogEvents"], resources: [logGroup.logGroupArn] })],
  });
  const stream = new CfnDeliveryStream(stack, what, {
    deliveryStreamName: name,
    deliveryStreamType: "DirectPut",
    deliveryStreamEncryptionConfigurationInput: { keyType: "CUSTOMER_MANAGED_CMK", keyArn: key.keyArn },
    ...destination({ enabled: true, logGroupName: logGroup.logGroupName, logStreamName }),
  });
  stream.node.addDependency(policy, part.stack.node.findChild("FirehosePolicy"));
  return { name, stream };
}

/** Objects by day, and what could not be delivered apart from them. */
export const intoBucket = ({ role, key, bucket }: Deliverer, folder: string) => ({
  bucketArn: bucket.bucketArn,
  roleArn: role.roleArn,
  prefix: `${folder}/!{timestamp:yyyy/MM/dd}/`,
  errorOutputPrefix: `${folder}-failed/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd}/`,
  bufferingHints: { intervalInSeconds: 300, sizeInMBs: 16 },
  encryptionConfiguration: { kmsEncryptionConfig: { awskmsKeyArn: key.keyArn } },
});
