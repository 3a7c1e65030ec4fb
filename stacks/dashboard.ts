import { type Alarm, CfnDashboard } from "aws-cdk-lib/aws-cloudwatch";
import { routingTable } from "#functions/api/routing-table.ts";
import { functions } from "#functions/manifest.ts";
import { functionNames, type Measured, ofApi, ofFunction, ofPlatform, ofQueue, queueNames } from "./alarms.ts";
import type { Part } from "./part.ts";
import type { Stage } from "./stage.ts";
import { webAclRules } from "./web-acl/rules.ts";

interface Line extends Measured {
  label: string;
  /** Where it is measured, if not here. */
  region?: string;
  /** On the scale at the right. */
  right?: true;
}

interface Graph {
  title: string;
  lines: readonly Line[];
}

const graphWidth = 12;
const graphHeight = 7;
const alarmsHeight = 5;

/** One page that says whether the platform works, and where to look if it does not. */
export function createDashboard({ stack, stage }: Part, alarms: readonly Alarm[]): void {
  const status = {
    type: "alarm",
    x: 0,
    y: 0,
    width: 2 * graphWidth,
    height: alarmsHeight,
    properties: { title: "Alarms", alarms: alarms.map(({ alarmArn }) => alarmArn) },
  };
  const widgets = graphs(stage).map(({ title, lines }, index) => ({
    type: "metric",
    x: (index % 2) * graphWidth,
    y: alarmsHeight + Math.floor(index / 2) * graphHeight,
    width: graphWidth,
    height: graphHeight,
    properties: { title, region: stage.region, view: "timeSeries", period: 300, metrics: lines.map(drawn) },
  }));
  new CfnDashboard(stack, "Dashboard", {
    dashboardName: stage.prefix,
    dashboardBody: stack.toJsonString({ widgets: [status, ...widgets] }),
  });
}

function graphs({ name: stage, prefix, region }: Stage): readonly Graph[] {
  const { work, dead } = queueNames(prefix);
  const short = (name: string) => name.replace(`${prefix}-`, "");
  const each = (names: readonly string[], of: (name: string) => Measured): Line[] =>
    names.map((name) => ({ ...of(name), label: short(name) }));
  return [
    {
      title: "API: requests, and how long they take",
      lines: [
        { ...ofApi(prefix, "Count", "Sum"), label: "requests" },
        ...["p50", "p95", "p99"].map(
          (percentile): Line => ({
            ...ofApi(prefix, "Latency", percentile),
            label: `${percentile}, ms`,
            right: true,
          }),
        ),
      ],
    },
    {
      title: "API: refused and failed",
      lines: [
        { ...ofApi(prefix, "4XXError", "Sum"), label: "refused" },
        { ...ofApi(prefix, "5XXError", "Sum"), label: "failed" },
      ],
    },
    {
      title: "Orders",
      lines: (
        [
          ["OrdersPlaced", "placed"],
          ["OrdersPaid", "paid"],
          ["OrdersFulfilled", "set up"],
          ["OrdersRefunded", "refunded"],
          ["ProvisioningFailed", "could not be set up"],
        ] as const
      ).map(([metric, label]) => ({ ...ofPlatform(stage, metric, "Sum"), label })),
    },
    {
      title: "Seconds until a service is set up",
      lines: ["p50", "p95", "Maximum"].map((statistic) => ({
        ...ofPlatform(stage, "ProvisioningSeconds", statistic),
        label: statistic,
      })),
    },
    {
      title: "Sign-ins refused",
      lines: [{ ...ofPlatform(stage, "SignInFailures", "Sum"), label: "refused" }],
    },
    {
      title: "Audit log: places that do not fit",
      lines: [{ ...ofPlatform(stage, "AuditBreaks", "Maximum"), label: "places" }],
    },
    {
      title: "Messages: seconds from due to taken",
      lines: consumers.map((name) => ({
        ...ofPlatform(stage, "QueueAgeSeconds", "p95", { Function: name }),
        label: name,
      })),
    },
    {
      title: "Queues: seconds that the oldest message waits",
      lines: each(work, (name) => ofQueue(name, "ApproximateAgeOfOldestMessage")),
    },
    { title: "Given up", lines: each(dead, (name) => ofQueue(name, "ApproximateNumberOfMessagesVisible")) },
    { title: "Functions: errors", lines: each(functionNames(prefix), (name) => ofFunction(name, "Errors")) },
    {
      title: "Functions: running at once",
      lines: each(functionNames(prefix), (name) => ({
        ...ofFunction(name, "ConcurrentExecutions"),
        statistic: "Maximum",
      })),
    },
    { title: "Firewall: refused", lines: refusingRules().map((rule) => refusedBy(prefix, rule)) },
    {
      title: "Refused at the gateway: came around CloudFront",
      lines: [
        {
          namespace: "AWS/WAFV2",
          metricName: "BlockedRequests",
          dimensions: { WebACL: `${prefix}-origin`, Region: region, Rule: "ALL" },
          statistic: "Sum",
          label: "refused",
        },
      ],
    },
  ];
}

const consumers = Object.entries(functions)
  .filter(([, { trigger }]) => "queue" in trigger)
  .map(([name]) => name);

const refusingRules = () =>
  webAclRules(routingTable)
    .filter(({ outcome }) => !("labels" in outcome))
    .map(({ name }) => name);

/** CloudFront's firewalls are measured in us-east-1. */
const refusedBy = (prefix: string, rule: string): Line => ({
  namespace: "AWS/WAFV2",
  metricName: "BlockedRequests",
  dimensions: { WebACL: `${prefix}-all`, Rule: `${prefix}-${rule}` },
  statistic: "Sum",
  label: rule,
  region: "us-east-1",
});

/** As CloudWatch writes it: names and values in turn, then the rest. */
const drawn = ({ namespace, metricName, dimensions, statistic, label, region, right }: Line) => [
  namespace,
  metricName,
  ...Object.entries(dimensions).flat(),
  { stat: statistic, label, ...(region && { region }), ...(right && { yAxis: "right" }) },
];
