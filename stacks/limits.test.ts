import { beforeAll, expect, test } from "vitest";
import { routingTable } from "#functions/api/routing-table.ts";
import { edge, production, type Synthesised, statementsOf } from "./test-stacks.ts";

/** A little less than AWS takes, so that whoever comes near hears of it here and not in a deployment. */
const most = {
  resourcesOfStack: 450,
  bytesOfTemplate: 900_000,
  charactersOfPolicy: 5_500,
  bytesOfEnvironment: 3_500,
  /** Of the 600 that docs/deploy.md has asked for: an account has 300. */
  resourcesOfGateway: 540,
  policiesOfRole: 9,
};

let parts: readonly Synthesised[];
beforeAll(() => {
  parts = [production(), edge()];
});
const all = (type: string) => parts.flatMap((part) => part.all(type));
/** API Gateway makes a resource of each. */
const beginnings = (parts: readonly string[]) => parts.map((_, at) => parts.slice(0, at + 1).join("/"));
const size = (value: unknown) => JSON.stringify(value).length;

test("no stack comes near the resources and the bytes that CloudFormation takes", () => {
  for (const [name, template] of parts.flatMap(({ templates }) => Object.entries(templates))) {
    expect(Object.keys(template.Resources).length, name).toBeLessThanOrEqual(most.resourcesOfStack);
    expect(size(template), name).toBeLessThanOrEqual(most.bytesOfTemplate);
  }
});

test("no policy, environment or role comes near what IAM and Lambda take", () => {
  for (const policy of all("AWS::IAM::ManagedPolicy")) {
    expect(size(statementsOf(policy)), policy.id).toBeLessThanOrEqual(most.charactersOfPolicy);
  }
  for (const { id, properties } of all("AWS::Lambda::Function")) {
    expect(size(properties.Environment ?? {}), id).toBeLessThanOrEqual(most.bytesOfEnvironment);
  }
  for (const { id, properties } of all("AWS::IAM::Role")) {
    expect(((properties.ManagedPolicyArns ?? []) as unknown[]).length, id).toBeLessThanOrEqual(most.policiesOfRole);
  }
});

test("the gateway has room for more paths", () => {
  const resources = new Set(routingTable.flatMap(({ path }) => beginnings(path.split("/"))));
  expect(resources.size).toBeLessThanOrEqual(most.resourcesOfGateway);
});

test("names are no longer than AWS takes, even in the stage with the longest name", () => {
  const longest = "a".repeat(20);
  const limits: Record<string, readonly [property: string, characters: number]> = {
    "AWS::Lambda::Function": ["FunctionName", 64],
    "AWS::SQS::Queue": ["QueueName", 80],
    "AWS::SNS::Topic": ["TopicName", 256],
    "AWS::CloudFront::Function": ["Name", 64],
    "AWS::KinesisFirehose::DeliveryStream": ["DeliveryStreamName", 64],
    "AWS::WAFv2::WebACL": ["Name", 128],
    "AWS::Scheduler::ScheduleGroup": ["Name", 64],
  };
  for (const [type, [property, characters]] of Object.entries(limits)) {
    for (const { properties } of all(type)) {
      const name = properties[property];
      if (typeof name !== "string") continue;
      expect(name.replace("production", longest).length, name).toBeLessThanOrEqual(characters);
    }
  }
});
