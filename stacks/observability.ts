import { Rule } from "aws-cdk-lib/aws-events";
import { SnsTopic } from "aws-cdk-lib/aws-events-targets";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { createAlarm, type Deliveries, watched } from "./alarms.ts";
import { createDashboard } from "./dashboard.ts";
import type { Data } from "./data.ts";
import type { Part } from "./part.ts";

/** Alarms by mail, and a page to look at when one rings. */
export function createObservability(part: Part, { infrastructureKey }: Data, deliveries: Deliveries) {
  const { stack, stage } = part;
  const topic = new Topic(stack, "Alarms", {
    topicName: `${stage.prefix}-alarms`,
    displayName: `Rookery ${stage.name}`,
    masterKey: infrastructureKey,
    enforceSSL: true,
  });
  if (stage.alarmEmail !== undefined) topic.addSubscription(new EmailSubscription(stage.alarmEmail));
  const alarms = watched(stage, deliveries).map((one) => createAlarm(part, topic, one));
  if (stage.accountBaseline) reportFindings(part, topic);
  createDashboard(part, alarms);
  return { stack, topic };
}

/** GuardDuty calls everything from 4 on medium or worse. */
function reportFindings({ stack }: Part, topic: Topic): void {
  new Rule(stack, "Findings", {
    description: "What GuardDuty finds",
    eventPattern: {
      source: ["aws.guardduty"],
      detailType: ["GuardDuty Finding"],
      detail: { severity: [{ numeric: [">=", 4] }] },
    },
    targets: [new SnsTopic(topic)],
  });
}
