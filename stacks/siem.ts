import { ManagedPolicy, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { createDelivery, type Deliverer, type Delivery, intoBucket } from "./delivery.ts";
import type { Part } from "./part.ts";
import { kept } from "./retention.ts";
import { accept } from "./suppressions.ts";

/** A copy of the logs for a SIEM that takes Firehose's requests; what it does not take within two hours is kept. */
export function createSiemDelivery(part: Part, deliverer: Deliverer, url: string): Delivery {
  const { role } = deliverer;
  const secret = createSecret(part, deliverer);
  return createDelivery(part, "siem", deliverer, (logging) => ({
    httpEndpointDestinationConfiguration: {
      endpointConfiguration: { name: "SIEM", url },
      secretsManagerConfiguration: { enabled: true, secretArn: secret.secretArn, roleArn: role.roleArn },
      requestConfiguration: {
        contentEncoding: "GZIP",
        commonAttributes: [{ attributeName: "stage", attributeValue: part.stage.name }],
      },
      // CloudWatch Logs compresses what it sends, and a SIEM reads JSON.
      processingConfiguration: {
        enabled: true,
        processors: [
          { type: "Decompression", parameters: [{ parameterName: "CompressionFormat", parameterValue: "GZIP" }] },
        ],
      },
      bufferingHints: { intervalInSeconds: 60, sizeInMBs: 1 },
      retryOptions: { durationInSeconds: 7200 },
      s3BackupMode: "FailedDataOnly",
      s3Configuration: { ...intoBucket(deliverer, "not-taken-by-siem"), compressionFormat: "GZIP" },
      roleArn: role.roleArn,
      cloudWatchLoggingOptions: logging,
    },
  }));
}

/** In the form that Firehose reads, with a key that opens nothing until the operator puts the SIEM's in its place. */
function createSecret({ stack, stage }: Part, { role, key }: Deliverer): Secret {
  const secret = new Secret(stack, "SiemKey", {
    secretName: `${stage.prefix}/siem`,
    description: 'The access key of the SIEM: {"api_key":"…"}',
    encryptionKey: key,
    generateSecretString: { secretStringTemplate: "{}", generateStringKey: "api_key", excludePunctuation: true },
    removalPolicy: kept(stage),
  });
  new ManagedPolicy(stack, "SiemKeyPolicy", {
    description: "Read the access key of the SIEM",
    roles: [role],
    statements: [new PolicyStatement({ actions: ["secretsmanager:GetSecretValue"], resources: [secret.secretArn] })],
  });
  accept(secret, {
    rules: ["AwsSolutions-SMG4", "NIST.800.53.R5-SecretsManagerRotationEnabled"],
    reason:
      "The SIEM issues it, and an operator replaces it: there is nothing that Secrets Manager could rotate it by.",
  });
  return secret;
}
