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
  metrics: { visibilitySeconds: 60, maxReceives: 3 },
  zones: { visibilitySeconds: 90, maxReceives: 10 },
} as const satisfies Record<string, Queue>;
export type QueueName = keyof typeof queues;

/** How the gateway in front of the functions is set up. */
export const gatewaySettings = {
  /** Beyond these it answers 429; the burst is how many at once may exceed the rate. */
  requestsPerSecond: 500,
  burst: 1_000,
  /** Smaller answers gain nothing by being compressed. */
  compressedFromBytes: 1024,
} as const;

/** Every secret there is, and the setting that it becomes in the functions that need it. */
export const secrets = {
  database: { description: "The database, as the login of the functions: postgres://…", env: "DATABASE_URL" },
  "database-owner": {
    description: "The database, as the owner of its schema: postgres://…",
    env: "DATABASE_OWNER_URL",
  },
  stripe: { description: "Stripe's secret key: sk_…", env: "STRIPE_SECRET_KEY" },
  "stripe-webhook": { description: "What Stripe signs its webhooks with: whsec_…", env: "STRIPE_WEBHOOK_SECRET" },
  autodns: {
    description: "AutoDNS, with its login and its context: https://user:password@api.autodns.com/v1?context=4",
    env: "AUTODNS_URL",
  },
  smtp: { description: "The mail server, with its login: smtps://…", env: "SMTP_URL" },
  /** Handed out only where a stage has certificates from an authority that is `bound`. */
  acme: {
    description: 'Accounts of ours at authorities, by their names: {"zerossl":{"id":"…","key":"…"}}',
    env: "ACME_BINDINGS",
    optional: true,
  },
} as const satisfies Record<string, { description: string; env: string; optional?: true }>;
export type SecretName = keyof typeof secrets;

/** Who issues certificates for websites, by the names that settings have for them. `bound`: to whoever has an account there. */
export const certificateAuthorities = {
  letsencrypt: {
    directory: "https://acme-v02.api.letsencrypt.org/directory",
    bound: false,
    // letsencrypt.org/docs/rate-limits, as of 2026-11.
    limits: { perDomain: { max: 50, hours: 168 } },
  },
  google: { directory: "https://dv.acme-v02.api.pki.goog/directory", bound: true },
  zerossl: { directory: "https://acme.zerossl.com/v2/DV90", bound: true },
} as const satisfies Record<string, { directory: string; bound: boolean; limits?: object }>;
export type AuthorityName = keyof typeof certificateAuthorities;

/** Functions that others call by name: those with the trigger `invoked`. */
export type Invocable = "node";

/** What a function may use. Nothing else is handed to it, here or there. */
export interface Needs {
  /** Read when a sandbox begins. */
  secrets: readonly SecretName[];
  /** May put messages there. */
  sends?: readonly QueueName[];
  /** May use the key that wraps data keys. */
  seals?: true;
  /** Signs addresses of archives that customers upload, and of those that nodes fetch. */
  archives?: true;
  /** Has certificates issued. */
  certifies?: true;
  invokes?: readonly Invocable[];
  /** May count and send to every queue, and count, receive from, give back to and delete in every dead-letter queue. */
  redrives?: true;
  /** Speaks SSH: runs where it has the address that nodes let in. */
  nodes?: true;
}

export type Trigger =
  | { http: string }
  /** Called by other functions, by name. */
  | { invoked: true }
  /** Called by whoever operates the platform, with rights of their own. */
  | { operated: true }
  /** Run by a deployment, before anything of it goes live. */
  | { deploy: true }
  /** `concurrency` is 2 at least: SQS feeds a function by no fewer. */
  | { queue: QueueName; batchSize: number; concurrency: number }
  /** As EventBridge writes it: `rate(…)` or `cron(…)`, UTC. */
  | { schedule: string };

export interface ManifestFunction {
  entry: string;
  timeoutSeconds: number;
  memoryMb: number;
  trigger: Trigger;
  needs: Needs;
}

const everyQueue = ["operations", "payments", "mail", "metrics", "zones"] as const satisfies readonly QueueName[];

export const functions = {
  api: {
    entry: "functions/api/main.ts",
    timeoutSeconds: 29,
    memoryMb: 512,
    trigger: { http: "/api" },
    needs: {
      secrets: ["database", "stripe", "autodns"],
      sends: everyQueue,
      seals: true,
      archives: true,
      invokes: ["node"],
      redrives: true,
    },
  },
  webhooks: {
    entry: "functions/webhooks/main.ts",
    timeoutSeconds: 10,
    memoryMb: 256,
    trigger: { http: "/api/webhooks" },
    needs: { secrets: ["database", "stripe-webhook"], sends: ["operations", "payments", "zones"], seals: true },
  },
  node: {
    entry: "functions/node/main.ts",
    timeoutSeconds: 25,
    memoryMb: 256,
    trigger: { invoked: true },
    needs: { secrets: ["database"], seals: true, certifies: true, nodes: true },
  },
  provision: {
    entry: "functions/queues/provision.ts",
    timeoutSeconds: 60,
    memoryMb: 512,
    trigger: { queue: "operations", batchSize: 1, concurrency: 8 },
    needs: {
      secrets: ["database", "autodns", "acme"],
      sends: everyQueue,
      seals: true,
      archives: true,
      certifies: true,
      nodes: true,
    },
  },
  payments: {
    entry: "functions/queues/payments.ts",
    timeoutSeconds: 30,
    memoryMb: 256,
    trigger: { queue: "payments", batchSize: 5, concurrency: 2 },
    needs: { secrets: ["database", "stripe"], sends: everyQueue, seals: true },
  },
  mail: {
    entry: "functions/queues/mail.ts",
    timeoutSeconds: 30,
    memoryMb: 256,
    trigger: { queue: "mail", batchSize: 5, concurrency: 2 },
    needs: { secrets: ["database", "smtp"] },
  },
  zones: {
    entry: "functions/queues/zones.ts",
    timeoutSeconds: 60,
    memoryMb: 256,
    trigger: { queue: "zones", batchSize: 1, concurrency: 2 },
    needs: { secrets: ["database", "autodns"], sends: everyQueue, seals: true },
  },
  sweep: {
    entry: "functions/cron/sweep.ts",
    timeoutSeconds: 60,
    memoryMb: 256,
    trigger: { schedule: "rate(1 minute)" },
    needs: { secrets: ["database"], sends: everyQueue },
  },
  due: {
    entry: "functions/cron/due.ts",
    timeoutSeconds: 60,
    memoryMb: 256,
    trigger: { schedule: "rate(1 minute)" },
    needs: { secrets: ["database", "stripe"], sends: everyQueue, seals: true, certifies: true },
  },
  registrar: {
    entry: "functions/cron/registrar.ts",
    timeoutSeconds: 60,
    memoryMb: 256,
    trigger: { schedule: "rate(1 minute)" },
    needs: { secrets: ["database", "autodns"], sends: everyQueue, seals: true },
  },
  "check-nodes": {
    entry: "functions/cron/check-nodes.ts",
    timeoutSeconds: 60,
    memoryMb: 256,
    trigger: { schedule: "rate(5 minutes)" },
    needs: { secrets: ["database"], sends: ["operations"], seals: true, nodes: true },
  },
  "measure-nodes": {
    entry: "functions/cron/measure-nodes.ts",
    timeoutSeconds: 30,
    memoryMb: 256,
    trigger: { schedule: "rate(1 minute)" },
    needs: { secrets: ["database"], sends: ["metrics"] },
  },
  metrics: {
    entry: "functions/queues/metrics.ts",
    timeoutSeconds: 45,
    memoryMb: 256,
    trigger: { queue: "metrics", batchSize: 1, concurrency: 16 },
    needs: { secrets: ["database"], seals: true, nodes: true },
  },
  tidy: {
    entry: "functions/cron/tidy.ts",
    timeoutSeconds: 60,
    memoryMb: 256,
    trigger: { schedule: "cron(20 3 * * ? *)" },
    needs: { secrets: ["database"], seals: true },
  },
  "verify-audit": {
    entry: "functions/cron/verify-audit.ts",
    timeoutSeconds: 60,
    memoryMb: 256,
    trigger: { schedule: "rate(10 minutes)" },
    needs: { secrets: ["database"] },
  },
  setup: {
    entry: "functions/deploy/setup.ts",
    timeoutSeconds: 30,
    memoryMb: 512,
    trigger: { operated: true },
    needs: { secrets: ["database"], seals: true },
  },
  migrate: {
    entry: "functions/deploy/migrate.ts",
    timeoutSeconds: 600,
    memoryMb: 256,
    trigger: { deploy: true },
    needs: { secrets: ["database-owner", "database"] },
  },
} as const satisfies Record<string, ManifestFunction>;
export type FunctionName = keyof typeof functions;
