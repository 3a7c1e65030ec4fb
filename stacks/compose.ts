import { type App, Stack } from "aws-cdk-lib";
import { createApi } from "./api.ts";
import { createAccountBaseline } from "./audit-trail.ts";
import { createData } from "./data.ts";
import { createEdge } from "./edge.ts";
import { createGatewayLogging } from "./gateway-logging.ts";
import { createJobs } from "./jobs.ts";
import { createLogArchive, logGroupsOf } from "./log-archive.ts";
import { createMigration } from "./migration.ts";
import { createNetwork } from "./network.ts";
import { createObservability } from "./observability.ts";
import type { Part } from "./part.ts";
import { createQueues } from "./queues.ts";
import type { Stage } from "./stage.ts";
import { createTracing } from "./tracing.ts";
import { createWeb } from "./web.ts";

/** Opens an empty stack in whichever app is being synthesised. */
export type OpenStack = (name: string) => Stack;

/** The whole product, in the order of its deployment. `sst deploy`, plain synthesis and the tests all come through here. */
export function compose(stage: Stage, open: OpenStack): void {
  const part = (name: string): Part => ({ stage, stack: open(name) });
  const foundation = part("data");
  const data = createData(foundation);
  const tracing = createTracing(foundation);
  const logs = part("logs");
  createGatewayLogging(logs);
  const archive = createLogArchive(logs, { key: data.infrastructureKey, accessLogs: data.accessLogs });
  if (stage.accountBaseline) createAccountBaseline(logs, { key: data.infrastructureKey, archive: archive.bucket });
  const network = stage.fixedAddress ? createNetwork(part("network"), data) : undefined;
  const queues = createQueues(part("queues"), data);
  const surroundings = { data, queues, network, tracing };
  const migration = createMigration(part("migration"), surroundings);
  const api = createApi(part("api"), surroundings);
  const jobs = createJobs(part("jobs"), surroundings);
  for (const { stack } of [migration, api, jobs]) stack.addDependency(queues.stack, "queues are known by name");
  for (const { stack } of [api, jobs]) stack.addDependency(migration.stack, "the database has to fit what goes live");
  createWeb(part("web"), data, api);
  for (const one of [network, migration, api, jobs]) if (one) archive.follow(logGroupsOf(one.stack));
  createObservability(part("observability"), data, archive.streams);
}

/** The part that is deployed before all others, in us-east-1. */
export const composeEdge = (stage: Stage, open: OpenStack) => createEdge({ stage, stack: open("edge") });

export function composePart(stage: Stage, open: OpenStack): void {
  if (stage.part === "edge") composeEdge(stage, open);
  else compose(stage, open);
}

/** Stacks of plain CDK: sst's own would each bring a function with rights that nobody needs. */
export const plainStacks =
  (app: App, stage: Stage): OpenStack =>
  (name) =>
    new Stack(app, `${stage.prefix}-${name}`, {
      env: { region: stage.region, ...(stage.account !== undefined && { account: stage.account }) },
      description: `Rookery ${stage.name}: ${name}`,
    });

const featureFlags = {
  "@aws-cdk/core:checkSecretUsage": true,
  "@aws-cdk/core:target-partitions": ["aws"],
  "@aws-cdk/aws-iam:minimizePolicies": true,
  "@aws-cdk/aws-s3:createDefaultLoggingPolicy": true,
  "@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy": true,
  "@aws-cdk/aws-apigateway:disableCloudWatchRole": true,
  "@aws-cdk/customresources:installLatestAwsSdkDefault": false,
};

/** Before the first stack is opened. The zones are given, or CDK would ask AWS for them. */
export function seedContext(app: App, { account, region, availabilityZones }: Stage): void {
  for (const [flag, value] of Object.entries(featureFlags)) app.node.setContext(flag, value);
  if (account !== undefined) {
    app.node.setContext(`availability-zones:account=${account}:region=${region}`, [...availabilityZones]);
  }
}
