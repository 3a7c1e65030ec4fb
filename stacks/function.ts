import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Duration } from "aws-cdk-lib";
import { type IManagedPolicy, ManagedPolicy, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  Architecture,
  Code,
  Function as DeployedFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import {
  certificateAuthorities,
  type FunctionName,
  functions,
  type ManifestFunction,
  type SecretName,
} from "#functions/manifest.ts";
import type { Data } from "./data.ts";
import type { Network } from "./network.ts";
import type { Part } from "./part.ts";
import { permissionsOf } from "./permissions.ts";
import type { Queues } from "./queues.ts";
import { createLogGroup } from "./retention.ts";
import { accept, inBoth, logicalIdOf } from "./suppressions.ts";

export interface Surroundings {
  data: Data;
  queues: Queues;
  /** Only where functions have a fixed address. */
  network: Network | undefined;
  tracing: IManagedPolicy;
}

/** A function of the manifest, with a role, a log group and an environment that hold what it needs and nothing more. */
export function createFunction(part: Part, name: FunctionName, surroundings: Surroundings): DeployedFunction {
  const { stack, stage } = part;
  const { data, queues, tracing } = surroundings;
  const { timeoutSeconds, memoryMb, entry, trigger, needs }: ManifestFunction = functions[name];
  const network = needs.nodes ? surroundings.network : undefined;
  const functionName = (other: FunctionName) => `${stage.prefix}-${other}`;
  const logGroup = createLogGroup(part, `${name}-logs`, data.infrastructureKey);
  const role = new Role(stack, `${name}-role`, {
    assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
    managedPolicies: [tracing, ...(network ? [network.interfaces] : [])],
  });
  const policy = new ManagedPolicy(stack, `${name}-policy`, {
    description: `What ${functionName(name)} may do`,
    roles: [role],
    statements: permissionsOf(stack, name, { data, queues, functionName, logGroupArn: logGroup.logGroupArn }),
  });
  const deployed = new DeployedFunction(stack, name, {
    functionName: functionName(name),
    description: entry,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    code: Code.fromAsset(bundleOf(stage.bundles, name)),
    handler: "index.handler",
    timeout: Duration.seconds(timeoutSeconds),
    memorySize: memoryMb,
    // All rights are said above: the construct adds none of its own.
    role: role.withoutPolicyUpdates(),
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    tracing: Tracing.ACTIVE,
    environmentEncryption: data.infrastructureKey,
    environment: {
      ROOKERY_STAGE: stage.name,
      // Sandboxes read their secrets once: those of a changed function are new.
      SECRETS_GENERATION: String(stage.secretsGeneration),
      PUBLIC_URL: stage.publicUrl,
      APPS_DOMAIN: stage.appsDomain,
      MAIL_FROM: stage.mailFrom,
      KMS_KEY_ID: data.dataKey.keyArn,
      NODE_FUNCTION: functionName("node"),
      ...(needs.archives && { ARCHIVE_BUCKET: data.uploads.bucketName }),
      ...(needs.certifies && { CERTIFICATE_AUTHORITIES: stage.certificateAuthorities.join(",") }),
      QUEUE_URLS: urlsOf(needs.sends ?? [], queues),
      SECRET_ARNS: stack.toJsonString(
        Object.fromEntries(needs.secrets.filter(isFilled).map((secret) => [secret, data.secretArns[secret]])),
      ),
    },
    ...("schedule" in trigger && {
      deadLetterQueue: queues.missed,
      // The next run does what this one did not.
      retryAttempts: 0,
      maxEventAge: Duration.minutes(1),
    }),
    ...(network && {
      vpc: network.vpc,
      vpcSubnets: { subnets: network.vpc.privateSubnets },
      securityGroups: [network.securityGroup],
    }),
  });
  deployed.node.addDependency(policy);
  if (needs.archives) {
    accept(policy, {
      rules: ["AwsSolutions-IAM5"],
      reason: "Customers' archives lie below the ids of their accounts, which come and go with customers.",
      appliesTo: [`Resource::<${logicalIdOf(data.uploads)}.Arn>/acc_*`],
    });
  }
  explain(deployed, name, network !== undefined);
  return deployed;

  /** One that nothing is in could not be read. */
  function isFilled(secret: SecretName): boolean {
    return (
      secret !== "acme" || stage.certificateAuthorities.some((authority) => certificateAuthorities[authority].bound)
    );
  }

  function urlsOf(sends: readonly (keyof Queues["work"])[], { work }: Queues): string {
    return stack.toJsonString(Object.fromEntries(sends.map((queue) => [queue, work[queue].queueUrl])));
  }
}

/** How each kind of function is limited, and what becomes of a call that failed. */
const calls: Readonly<Record<KindOfTrigger, { limited: string; failed: string }>> = {
  http: {
    limited: "The gateway's throttle limits how often it is called.",
    failed: "It is called synchronously: who asked is told that it failed.",
  },
  invoked: {
    limited: "The API calls it, at most once in a request, and the gateway's throttle limits those.",
    failed: "It is called synchronously: who asked is told that it failed.",
  },
  operated: {
    limited: "An operator calls it by hand.",
    failed: "It is called synchronously: the operator is told that it failed.",
  },
  queue: {
    limited: "Its queue feeds it by so many at once as the manifest says.",
    failed: "What it fails on stays in its queue, which has a dead-letter queue.",
  },
  schedule: { limited: "The scheduler begins it once in an interval.", failed: "" },
  deploy: {
    limited: "CloudFormation calls it once in a deployment.",
    failed: "A deployment that it does not answer fails, and is rolled back.",
  },
};
type KindOfTrigger = "http" | "invoked" | "operated" | "queue" | "schedule" | "deploy";

function explain(deployed: DeployedFunction, name: FunctionName, isInNetwork: boolean): void {
  const { trigger, needs }: ManifestFunction = functions[name];
  // `as`: a trigger has one of these properties.
  const kind = Object.keys(calls).find((key) => key in trigger) as KindOfTrigger;
  accept(deployed, {
    rules: ["NIST.800.53.R5-LambdaConcurrency"],
    reason: `${calls[kind].limited} What is reserved for one function is taken from the account's others.`,
  });
  if (kind !== "schedule") accept(deployed, { rules: ["NIST.800.53.R5-LambdaDLQ"], reason: calls[kind].failed });
  if (!isInNetwork) {
    accept(deployed, {
      rules: inBoth("LambdaInsideVPC"),
      reason: needs.nodes
        ? "This stage does without a fixed address; nodes are reached by SSH, and show keys that are pinned."
        : "It reaches AWS, the database and providers by TLS alone, and nothing that lies in a private network.",
    });
  }
}

function bundleOf(bundles: string, name: FunctionName): string {
  const folder = resolve(bundles, name);
  if (existsSync(resolve(folder, "index.mjs"))) return folder;
  throw new Error(`There is no bundle of ${name} in ${folder}: run npm run bundle.`);
}
