import { Duration } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, Metric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { type FunctionName, functions, type QueueName, queues } from "#functions/manifest.ts";
import type { MetricName } from "#functions/runtime/metrics.ts";
import type { Part } from "./part.ts";
import type { Stage } from "./stage.ts";

/** Everything is measured by name: what one stack says to another could not be removed there any more. */
export interface Measured {
  namespace: string;
  metricName: string;
  dimensions: Record<string, string>;
  statistic: string;
}

export interface Watched extends Measured {
  /** The alarm's name. */
  id: string;
  /** What it means when it rings, and what to do first. */
  description: string;
  threshold: number;
  /** Of how many minutes each, and how many of how many have to be beyond the threshold. */
  minutes?: number;
  times?: readonly [number, number];
}

export type Named = Pick<Stage, "name" | "prefix">;

export interface Deliveries {
  archive: string;
  siem: string | undefined;
}

export const measure = (
  { namespace, metricName, dimensions, statistic }: Measured,
  period: Duration = Duration.minutes(5),
): Metric => new Metric({ namespace, metricName, dimensionsMap: dimensions, statistic, period });

export const queueNames = (prefix: string) => ({
  work: (Object.keys(queues) as QueueName[]).map((name) => `${prefix}-${name}`),
  dead: [...Object.keys(queues).map((name) => `${prefix}-${name}-dead`), `${prefix}-schedules-dead`],
});
export const functionNames = (prefix: string) =>
  (Object.keys(functions) as FunctionName[]).map((name) => `${prefix}-${name}`);

export const ofQueue = (name: string, metricName: string): Measured => ({
  namespace: "AWS/SQS",
  metricName,
  dimensions: { QueueName: name },
  statistic: "Maximum",
});
export const ofFunction = (name: string, metricName: string): Measured => ({
  namespace: "AWS/Lambda",
  metricName,
  dimensions: { FunctionName: name },
  statistic: "Sum",
});
export const ofApi = (prefix: string, metricName: string, statistic: string): Measured => ({
  namespace: "AWS/ApiGateway",
  metricName,
  dimensions: { ApiName: prefix, Stage: "live" },
  statistic,
});

/** What functions measure themselves. */
export const ofPlatform = (
  stage: string,
  metricName: MetricName,
  statistic: string,
  dimensions: Record<string, string> = {},
): Measured => ({ namespace: "Rookery", metricName, dimensions: { Stage: stage, ...dimensions }, statistic });

const days = (count: number) => count * 24 * 3600;

/** What somebody has to look at. */
export function watched({ name: stage, prefix }: Named, deliveries: Deliveries): readonly Watched[] {
  const { work, dead } = queueNames(prefix);
  return [
    ...work.flatMap((name): Watched[] => [
      {
        id: `${name}-age`,
        description: "Messages wait a quarter of an hour: the consumer fails or is too slow. Look at its log.",
        ...ofQueue(name, "ApproximateAgeOfOldestMessage"),
        threshold: 900,
        minutes: 1,
        times: [3, 3],
      },
      {
        id: `${name}-depth`,
        description: "A thousand messages wait: more comes in than is worked on.",
        ...ofQueue(name, "ApproximateNumberOfMessagesVisible"),
        threshold: 1000,
        minutes: 1,
        times: [3, 3],
      },
    ]),
    ...dead.flatMap((name): Watched[] => [
      {
        id: `${name}-depth`,
        description: "Something was given up. Find out why, then redrive it on the dashboard.",
        ...ofQueue(name, "ApproximateNumberOfMessagesVisible"),
        threshold: 1,
        minutes: 1,
      },
      {
        id: `${name}-age`,
        description: "Something that was given up is lost in four days, when its queue forgets it.",
        ...ofQueue(name, "ApproximateAgeOfOldestMessage"),
        threshold: days(10),
      },
    ]),
    {
      id: `${prefix}-gateway-errors`,
      description: "The API fails for people. Its log has the request ids and causes.",
      ...ofApi(prefix, "5XXError", "Sum"),
      threshold: 5,
      times: [2, 3],
    },
    {
      id: `${prefix}-gateway-latency`,
      description: "One request in twenty takes longer than three seconds. Look at the traces.",
      ...ofApi(prefix, "Latency", "p95"),
      threshold: 3000,
      times: [3, 3],
    },
    ...functionNames(prefix).flatMap((name): Watched[] => [
      {
        id: `${name}-errors`,
        description: "The function dies or is killed. What it was given comes back; look at its log.",
        ...ofFunction(name, "Errors"),
        threshold: 3,
        times: [2, 3],
      },
      {
        id: `${name}-throttles`,
        description: "The account's concurrency is used up, and others wait as well. Raise the quota.",
        ...ofFunction(name, "Throttles"),
        threshold: 1,
        times: [2, 3],
      },
    ]),
    {
      id: `${prefix}-provisioning-failed`,
      description:
        "Something that was ordered could not be set up. Its operation in the dashboard says why; retry it there.",
      ...ofPlatform(stage, "ProvisioningFailed", "Sum"),
      threshold: 1,
    },
    {
      id: `${prefix}-sign-in-failures`,
      description: "Somebody guesses passwords, from more addresses than the limits notice. The API's log has them.",
      ...ofPlatform(stage, "SignInFailures", "Sum"),
      threshold: 200,
      times: [2, 3],
    },
    {
      id: `${prefix}-audit-broken`,
      description:
        "Somebody changed the audit log in the database. The dashboard's audit log says where; keep the database as it is, and find out who has its owner's login.",
      ...ofPlatform(stage, "AuditBreaks", "Maximum"),
      threshold: 1,
    },
    undelivered(deliveries.archive, "DeliveryToS3.DataFreshness"),
    ...(deliveries.siem === undefined ? [] : [undelivered(deliveries.siem, "DeliveryToHttpEndpoint.DataFreshness")]),
  ];
}

const undelivered = (stream: string, metricName: string): Watched => ({
  id: `${stream}-late`,
  description: "Logs wait an hour for their delivery. The stream's own log says why.",
  namespace: "AWS/Firehose",
  metricName,
  dimensions: { DeliveryStreamName: stream },
  statistic: "Maximum",
  threshold: 3600,
  times: [2, 3],
});

/** What is not measured is not alarming: queues that rest send no figures. */
export function createAlarm({ stack }: Part, topic: ITopic, one: Watched): Alarm {
  const [datapointsToAlarm, evaluationPeriods] = one.times ?? [1, 1];
  const metric: IMetric = measure(one, Duration.minutes(one.minutes ?? 5));
  const alarm = new Alarm(stack, `Alarm-${one.id}`, {
    alarmName: one.id,
    alarmDescription: one.description,
    metric,
    threshold: one.threshold,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    datapointsToAlarm,
    evaluationPeriods,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(topic));
  alarm.addOkAction(new SnsAction(topic));
  return alarm;
}
