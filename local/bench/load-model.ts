import { functions, gatewaySettings, type ManifestFunction, queues } from "#functions/manifest.ts";

/**
 * What a month of the platform costs and what its busiest second asks of each part, on paper. The manifest gives
 * memory, time-outs, schedules and concurrency; the rest is said here. docs/deploy.md shows the results, and a test
 * holds it to them.
 */
export const assumptions = {
  requestsPerCustomer: 3_000,
  visitsPerCustomer: 30,
  bytesPerVisit: 120_000,
  ordersPerCustomer: 0.1,
  webhooksPerOrder: 4,
  mailsPerCustomer: 3,
  servicesPerCustomer: 2,
  servicesPerNode: 40,
  /** The busiest second of a month against its mean, for what people do. */
  peak: 20,
  /** Billed, with what a cold start adds on the mean. */
  requestMs: 60,
  scheduleMs: 400,
  orderSeconds: 4,
  nodeCheckMs: 400,
  nodeMetricsMs: 1_000,
  logBytesPerCall: 1_500,
  tracedShare: 0.05,
} as const;

/** US dollars, list prices for eu-central-1 as of November 2026. */
const prices = {
  webAcl: 5,
  webAclRule: 1,
  webAclMillion: 0.6,
  natHour: 0.052,
  addressHour: 0.005,
  natGb: 0.052,
  key: 1,
  secret: 0.4,
  apiMillion: 3.7,
  callMillion: 0.2,
  armGbSecond: 0.0000133334,
  sqsMillion: 0.4,
  webMillion: 1.2,
  webGb: 0.085,
  logGb: 0.63,
  deliveryGb: 0.033,
  traceMillion: 5,
  alarm: 0.1,
  dashboard: 3,
  metric: 0.3,
} as const;

/** As the templates have it; what they hold is counted by `npm run synth`. */
const deployed = { webAcls: 2, rules: 14, keys: 3, secrets: 9, alarms: 40, metrics: 10 } as const;

const monthSeconds = 730 * 3600;
const hours = 730;
const million = 1e6;
const gigabyte = 1e9;
/** Each queue is asked by five pollers, twenty seconds at a time. */
const pollsPerQueue = (5 * monthSeconds) / 20;

export interface Line {
  name: string;
  value: number;
}

const table: readonly ManifestFunction[] = Object.values(functions);

/** Of all schedules together. */
export function scheduledCalls(): number {
  return table.reduce(
    (sum, { trigger }) => sum + ("schedule" in trigger ? monthSeconds / every(trigger.schedule) : 0),
    0,
  );
}

function every(schedule: string): number {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule) ?? [];
  if (count === undefined) return 86_400;
  return Number(count) * ({ minute: 60, hour: 3600, day: 86_400 }[unit ?? ""] ?? Number.NaN);
}

/** US dollars a month, part by part. */
export function costs(customers: number): Line[] {
  const a = assumptions;
  const requests = customers * a.requestsPerCustomer;
  const visits = customers * a.visitsPerCustomer;
  const orders = customers * a.ordersPerCustomer;
  const nodes = nodesFor(customers);
  const messages = orders * (a.webhooksPerOrder + 6) + customers * a.mailsPerCustomer;
  const checks = nodes * (monthSeconds / every(functions["check-nodes"].trigger.schedule));
  const rounds = nodes * (monthSeconds / every(functions["measure-nodes"].trigger.schedule));
  const calls = requests + scheduledCalls() + messages + rounds;
  const gbSeconds =
    (requests * a.requestMs * functions.api.memoryMb +
      scheduledCalls() * a.scheduleMs * functions.sweep.memoryMb +
      checks * a.nodeCheckMs * functions["check-nodes"].memoryMb +
      rounds * a.nodeMetricsMs * functions.metrics.memoryMb +
      orders * a.orderSeconds * 1000 * functions.provision.memoryMb) /
    1000 /
    1024;
  const logGb = ((calls + requests) * a.logBytesPerCall) / gigabyte;
  const lines: [string, number][] = [
    [
      "WAF",
      deployed.webAcls * prices.webAcl +
        deployed.rules * prices.webAclRule +
        ((2 * requests + visits * 8) / million) * prices.webAclMillion,
    ],
    [
      "Fixed address (NAT)",
      hours * (prices.natHour + prices.addressHour) + (orders * 0.001 + (checks + rounds) * 2e-5) * prices.natGb,
    ],
    ["Keys and secrets", deployed.keys * prices.key + deployed.secrets * prices.secret],
    ["API Gateway", (requests / million) * prices.apiMillion],
    ["Lambda", (calls / million) * prices.callMillion + gbSeconds * prices.armGbSecond],
    ["SQS", ((Object.keys(queues).length * pollsPerQueue + (messages + rounds) * 3) / million) * prices.sqsMillion],
    [
      "CloudFront",
      ((visits * 8 + requests) / million) * prices.webMillion + ((visits * a.bytesPerVisit) / gigabyte) * prices.webGb,
    ],
    [
      "Logs, traces and alarms",
      logGb * (prices.logGb + prices.deliveryGb) +
        ((calls * a.tracedShare) / million) * prices.traceMillion +
        deployed.alarms * prices.alarm +
        deployed.metrics * prices.metric +
        prices.dashboard,
    ],
  ];
  return lines.map(([name, value]) => ({ name, value }));
}

export const nodesFor = (customers: number): number =>
  Math.ceil((customers * assumptions.servicesPerCustomer) / assumptions.servicesPerNode);

export interface Load {
  part: string;
  /** At the busiest moment. */
  demand: number;
  limit: number;
  unit: string;
}

/** Lambda's quota in a grown account, Neon's pooled connections, sshd's limit on a node. */
const limits = {
  sandboxes: 1_000,
  connections: 10_000,
  sshSessions: 100,
  inFlight: 120_000,
} as const;
/** functions/runtime/neon-db.ts opens no more. */
const connectionsPerSandbox = 4;
/** functions/cron/check-nodes.ts asks so many at once. */
export const checksAtOnce = 32;

/** What the busiest moment asks of each part, beside what the part can give. */
export function loads(customers: number): Load[] {
  const a = assumptions;
  const perSecond = (customers * a.requestsPerCustomer * a.peak) / monthSeconds;
  const ordersPerHour = (customers * a.ordersPerCustomer * a.peak * 3600) / monthSeconds;
  const workers = functions.provision.trigger.concurrency;
  const scheduled = table.filter(({ trigger }) => "schedule" in trigger).length;
  const fed = table.reduce((sum, { trigger }) => sum + ("queue" in trigger ? trigger.concurrency : 0), 0);
  const sandboxes = (perSecond * a.requestMs) / 1000 + fed + scheduled;
  const roundSeconds = Math.ceil(nodesFor(customers) / checksAtOnce) * (a.nodeCheckMs / 1000);
  return [
    {
      part: "API Gateway's throttle",
      demand: perSecond,
      limit: gatewaySettings.requestsPerSecond,
      unit: "requests a second",
    },
    { part: "Lambda's concurrency", demand: sandboxes, limit: limits.sandboxes, unit: "sandboxes" },
    {
      part: "Database connections",
      demand: sandboxes * connectionsPerSandbox,
      limit: limits.connections,
      unit: "connections",
    },
    { part: "Provisioning", demand: ordersPerHour, limit: (workers * 3600) / a.orderSeconds, unit: "orders an hour" },
    { part: "SSH sessions on one node", demand: workers + 2, limit: limits.sshSessions, unit: "sessions" },
    {
      part: "One round of node checks",
      demand: roundSeconds,
      limit: functions["check-nodes"].timeoutSeconds,
      unit: "seconds",
    },
    {
      part: "One round of metrics",
      demand: Math.ceil(nodesFor(customers) / functions.metrics.trigger.concurrency) * (a.nodeMetricsMs / 1000),
      limit: every(functions["measure-nodes"].trigger.schedule),
      unit: "seconds",
    },
    { part: "Messages in flight", demand: fed, limit: limits.inFlight, unit: "messages" },
  ];
}
