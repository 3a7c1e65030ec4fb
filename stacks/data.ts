import { Duration, RemovalPolicy, SecretValue } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import { CfnSecret, Secret } from "aws-cdk-lib/aws-secretsmanager";
import { type SecretName, secrets } from "#functions/manifest.ts";
import { createKeys } from "./keys.ts";
import type { Part } from "./part.ts";
import { kept } from "./retention.ts";
import { accept, inBoth } from "./suppressions.ts";

export type Data = ReturnType<typeof createData>;

/** What outlives every deployment: keys, secrets and buckets. */
export function createData(part: Part) {
  const keys = createKeys(part);
  const accessLogs = createAccessLogs(part);
  return {
    stack: part.stack,
    ...keys,
    secretArns: createSecrets(part, keys.infrastructureKey),
    originSecrets: createOriginSecrets(part, keys.infrastructureKey),
    accessLogs,
    uploads: createUploads(part, keys.infrastructureKey, accessLogs),
    exports: createBucket(part, "Exports", keys.infrastructureKey, accessLogs, 7),
  };
}

/** Secrets are made empty and filled by the operator: a function that begins before says which one it lacks. */
function createSecrets({ stack, stage }: Part, key: IKey): Record<SecretName, string> {
  const arns = Object.entries(secrets).map(([name, { description }]) => {
    const secret = new CfnSecret(stack, `Secret-${name}`, {
      name: `${stage.prefix}/${name}`,
      description,
      kmsKeyId: key.keyArn,
    });
    secret.applyRemovalPolicy(kept(stage));
    accept(secret, {
      rules: ["AwsSolutions-SMG4", "NIST.800.53.R5-SecretsManagerRotationEnabled"],
      reason:
        "Issued by Neon, Stripe, the mail provider or a certificate authority, who offer no rotation that Secrets Manager could drive: an operator replaces it, as docs/deploy.md says.",
    });
    return [name, secret.ref] as const;
  });
  return Object.fromEntries(arns) as Record<SecretName, string>;
}

/**
 * By the newer of two secrets CloudFront shows the gateway that a request came through it; the gateway takes either, so
 * that raising the generation locks nobody out while CloudFront is still being changed. Read by name: an export would
 * tie the older one to its readers.
 */
function createOriginSecrets({ stack, stage }: Part, key: IKey) {
  const named = (generation: number) => {
    const secretName = `${stage.prefix}/origin-${generation}`;
    const secret = new Secret(stack, `Origin${generation}`, {
      secretName,
      description: "Shown by CloudFront to the gateway",
      encryptionKey: key,
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    accept(secret, {
      rules: ["AwsSolutions-SMG4", "NIST.800.53.R5-SecretsManagerRotationEnabled"],
      reason:
        "CloudFormation alone writes it into CloudFront and the web ACL: it is replaced by raising ROOKERY_ORIGIN_GENERATION and deploying.",
    });
    return SecretValue.secretsManager(secretName);
  };
  const previous = named(stage.originGeneration - 1);
  return { current: named(stage.originGeneration), previous };
}

function createAccessLogs({ stack, stage }: Part): Bucket {
  const bucket = new Bucket(stack, "AccessLogs", {
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    versioned: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    // CloudFront delivers its logs by access control lists and in no other way.
    objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
    lifecycleRules: [{ expiration: Duration.days(stage.logDays), noncurrentVersionExpiration: Duration.days(7) }],
    removalPolicy: kept(stage),
  });
  accept(bucket, {
    rules: ["AwsSolutions-S1", ...inBoth("S3BucketLoggingEnabled")],
    reason: "It is where the other buckets' access logs go; its own would make it grow without end.",
  });
  accept(bucket, {
    rules: inBoth("S3DefaultEncryptionKMS"),
    reason: "S3 delivers access logs only into buckets that are encrypted by its own keys.",
  });
  accept(bucket, {
    rules: inBoth("S3BucketReplicationEnabled"),
    reason: "Access logs are kept in the region they arose in, and nothing is restored from them.",
  });
  return bucket;
}

/** Archives on their way to a node. What is built of one is kept as an image there, so that they go after days. */
function createUploads(part: Part, key: IKey, accessLogs: Bucket): Bucket {
  const bucket = createBucket(part, "Uploads", key, accessLogs, 7, 1);
  bucket.addCorsRule({
    allowedOrigins: [part.stage.publicUrl],
    allowedMethods: [HttpMethods.PUT],
    allowedHeaders: ["content-type", "x-amz-checksum-sha256"],
    maxAge: 3_600,
  });
  return bucket;
}

function createBucket(
  { stack, stage }: Part,
  id: string,
  key: IKey,
  accessLogs: Bucket,
  days: number,
  replacedDays = 30,
): Bucket {
  const bucket = new Bucket(stack, id, {
    encryption: BucketEncryption.KMS,
    encryptionKey: key,
    bucketKeyEnabled: true,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    versioned: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    serverAccessLogsBucket: accessLogs,
    serverAccessLogsPrefix: `${id.toLowerCase()}/`,
    lifecycleRules: [
      {
        abortIncompleteMultipartUploadAfter: Duration.days(1),
        noncurrentVersionExpiration: Duration.days(replacedDays),
        expiration: Duration.days(days),
      },
    ],
    removalPolicy: kept(stage),
  });
  accept(bucket, {
    rules: inBoth("S3BucketReplicationEnabled"),
    reason:
      "Customers' files stay in the one region that the operator chose; versions guard against what is overwritten.",
  });
  return bucket;
}
