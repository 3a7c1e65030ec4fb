import { Duration, type Stack } from "aws-cdk-lib";
import { type CfnQueue, type IQueue, Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { functions, type ManifestFunction, type QueueName, queues } from "#functions/manifest.ts";
import type { Data } from "./data.ts";
import type { Part } from "./part.ts";
import { accept } from "./suppressions.ts";

/** A function that is fed by a queue may run no longer than this, so that a killed one's message is soon seen again. */
const timeoutMaxSeconds = 60;
const visibilityMaxTimes = 6;

export type Queues = ReturnType<typeof createQueues>;

/** The manifest's queues, each with its dead-letter queue, and one for what was scheduled and could not be begun or failed. */
export function createQueues(part: Part, { infrastructureKey }: Pick<Data, "infrastructureKey">) {
  const { stack, stage } = part;
  const names = Object.keys(queues) as QueueName[];
  const nameOf = (queue: string) => `${stage.prefix}-${queue}`;
  const shared = {
    encryption: QueueEncryption.KMS,
    encryptionMasterKey: infrastructureKey,
    dataKeyReuse: Duration.hours(1),
    enforceSSL: true,
  };
  for (const name of names) {
    demandVisibility(name);
    const dead = new Queue(stack, `${name}-dead`, {
      ...shared,
      queueName: nameOf(`${name}-dead`),
      retentionPeriod: Duration.days(14),
    });
    (dead.node.defaultChild as CfnQueue).redriveAllowPolicy = {
      redrivePermission: "byQueue",
      sourceQueueArns: [arnOf(stack, nameOf(name))],
    };
    new Queue(stack, name, {
      ...shared,
      queueName: nameOf(name),
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(queues[name].visibilitySeconds),
      deadLetterQueue: { queue: dead, maxReceiveCount: queues[name].maxReceives },
    });
  }
  const missed = new Queue(stack, "schedules-dead", {
    ...shared,
    queueName: nameOf("schedules-dead"),
    retentionPeriod: Duration.days(14),
  });
  accept(missed, {
    rules: ["AwsSolutions-SQS3"],
    reason: "It is itself the dead-letter queue, of EventBridge Scheduler and of the functions that it begins.",
  });

  // Known to other stacks by name, so that no export ties them to a queue that is to be removed.
  const known = (queue: string): IQueue =>
    Queue.fromQueueAttributes(stack, `${queue}-by-name`, {
      queueArn: arnOf(stack, nameOf(queue)),
      keyArn: infrastructureKey.keyArn,
    });
  const each = (suffix: string) =>
    Object.fromEntries(names.map((name) => [name, known(`${name}${suffix}`)])) as Record<QueueName, IQueue>;
  return { stack, work: each(""), dead: each("-dead"), missed: known("schedules-dead") };
}

const arnOf = (stack: Stack, resource: string) => stack.formatArn({ service: "sqs", resource });

/** Longer than the consumer may run, or a message is worked on twice; not much longer, or a killed one's waits for long. */
function demandVisibility(name: QueueName): void {
  const { visibilitySeconds } = queues[name];
  for (const [consumer, { trigger, timeoutSeconds }] of Object.entries<ManifestFunction>(functions)) {
    if (!("queue" in trigger) || trigger.queue !== name) continue;
    if (timeoutSeconds > timeoutMaxSeconds) {
      throw new Error(`${consumer} may run ${timeoutSeconds} s; what a queue feeds may run ${timeoutMaxSeconds} s.`);
    }
    if (visibilitySeconds <= timeoutSeconds || visibilitySeconds > timeoutSeconds * visibilityMaxTimes) {
      throw new Error(
        `Messages of ${name} are invisible for ${visibilitySeconds} s; ${consumer} runs for ${timeoutSeconds} s, so it has to be more than that and at most ${visibilityMaxTimes} times as much.`,
      );
    }
  }
}
