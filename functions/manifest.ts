/** Every queue and every function there is, as data: local/ runs this table, stacks/ deploys it. */

export interface Queue {
  /** More than its function's timeout, and little more: a message whose function was killed comes back then. */
  visibilitySeconds: number;
  /** Then the message goes to `<name>-dead`. */
  maxReceives: number;
}

export const queues = {
  operations: { visibilitySeconds: 90, maxReceives: 10 },
  payments: { visibilitySeconds: 90, maxReceives: 10 },
  mail: { visibilitySeconds: 90, maxReceives: 10 },
} as const satisfies Record<string, Queue>;
export type QueueName = keyof typeof queues;

export type Trigger =
  | { http: string }
  /** Called by other functions, by name. */
  | { invoked: true }
  | { queue: QueueName; batchSize: number; concurrency: number }
  /** As EventBridge writes it: `rate(…)` or `cron(…)`, UTC. */
  | { schedule: string };

export interface ManifestFunction {
  entry: string;
  timeoutSeconds: number;
  memoryMb: number;
  trigger: Trigger;
}

export const functions = {
  api: { entry: "functions/api/main.ts", timeoutSeconds: 29, memoryMb: 512, trigger: { http: "/api" } },
  webhooks: {
    entry: "functions/webhooks/main.ts",
    timeoutSeconds: 10,
    memoryMb: 256,
    trigger: { http: "/api/webhooks" },
  },
  node: { entry: "functions/node/main.ts", timeoutSeconds: 25, memoryMb: 256, trigger: { invoked: true } },
  provision: {
    entry: "functions/queues/provision.ts",
    timeoutSeconds: 60,
    memoryMb: 512,
    trigger: { queue: "operations", batchSize: 1, concurrency: 8 },
  },
  payments: {
    entry: "functions/queues/payments.ts",
    timeoutSeconds: 30,
    memoryMb: 256,
    trigger: { queue: "payments", batchSize: 5, concurrency: 2 },
  },
  mail: {
    entry: "functions/queues/mail.ts",
    timeoutSeconds: 30,
    memoryMb: 256,
    trigger: { queue: "mail", batchSize: 5, concurrency: 1 },
  },
  sweep: {
    entry: "functions/cron/sweep.ts",
    timeoutSeconds: 60,
    memoryMb: 256,
    trigger: { schedule: "rate(1 minute)" },
  },
  due: { entry: "functions/cron/due.ts", timeoutSeconds: 60, memoryMb: 256, trigger: { schedule: "rate(1 minute)" } },
  "check-nodes": {
    entry: "functions/cron/check-nodes.ts",
    timeoutSeconds: 60,
    memoryMb: 256,
    trigger: { schedule: "rate(5 minutes)" },
  },
} as const satisfies Record<string, ManifestFunction>;
export type FunctionName = keyof typeof functions;
