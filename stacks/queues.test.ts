import { beforeAll, expect, test } from "vitest";
import { functions, type ManifestFunction, type QueueName, queues } from "#functions/manifest.ts";
import { production, type Resource, type Statement, type Synthesised } from "./test-stacks.ts";

let stacks: Synthesised;
let made: readonly Resource[];
beforeAll(() => {
  stacks = production();
  made = stacks.all("AWS::SQS::Queue");
});

const named = (name: string) => made.find(({ properties }) => properties.QueueName === `rookery-production-${name}`);

test("every queue of the manifest is there with its dead-letter queue, and no other but the schedules'", () => {
  const names = Object.keys(queues).flatMap((name) => [name, `${name}-dead`]);
  expect(made.map(({ properties }) => properties.QueueName).toSorted()).toEqual(
    [...names, "schedules-dead"].map((name) => `rookery-production-${name}`).toSorted(),
  );
});

test("every queue is encrypted by our key and takes nothing without TLS", () => {
  const policies = stacks.all("AWS::SQS::QueuePolicy");
  for (const queue of made) {
    expect(queue.properties.KmsMasterKeyId, queue.id).toBeDefined();
    const statements = policies
      .filter(({ properties }) => JSON.stringify(properties.Queues).includes(`"${queue.id}"`))
      .flatMap(({ properties }) => (properties.PolicyDocument as { Statement: Statement[] }).Statement);
    expect(statements, queue.id).toContainEqual(
      expect.objectContaining({
        Effect: "Deny",
        Action: "sqs:*",
        Principal: { AWS: "*" },
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      }),
    );
  }
});

test.each(Object.keys(queues) as QueueName[])(
  "%s gives a message back as the manifest says, and its dead-letter queue takes from it alone",
  (name) => {
    const { visibilitySeconds, maxReceives } = queues[name];
    const dead = named(`${name}-dead`);
    expect(named(name)?.properties).toMatchObject({
      VisibilityTimeout: visibilitySeconds,
      RedrivePolicy: { maxReceiveCount: maxReceives, deadLetterTargetArn: { "Fn::GetAtt": [dead?.id, "Arn"] } },
    });
    expect(named(name)?.properties.FifoQueue).toBeUndefined();
    expect(JSON.stringify(dead?.properties.RedriveAllowPolicy)).toMatch(
      new RegExp(`byQueue.*rookery-production-${name}"`),
    );
    expect(dead?.properties.MessageRetentionPeriod).toBe(14 * 24 * 3600);
  },
);

test("a message of a killed function is seen again soon, and never while it may still be worked on", () => {
  for (const [name, { trigger, timeoutSeconds }] of Object.entries<ManifestFunction>(functions)) {
    if (!("queue" in trigger)) continue;
    const { visibilitySeconds } = queues[trigger.queue];
    expect(timeoutSeconds, name).toBeLessThanOrEqual(60);
    expect(visibilitySeconds, name).toBeGreaterThan(timeoutSeconds);
    expect(visibilitySeconds, name).toBeLessThanOrEqual(6 * timeoutSeconds);
  }
});
