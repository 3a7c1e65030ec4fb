import type { IKey } from "aws-cdk-lib/aws-kms";
import type { LogGroup } from "aws-cdk-lib/aws-logs";
import { CfnLoggingConfiguration, CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import { routingTable } from "#functions/api/routing-table.ts";
import type { Part } from "../part.ts";
import { createLogGroup } from "../retention.ts";
import { capacityOf, includedCapacity } from "./capacity.ts";
import { refusals } from "./refusals.ts";
import { bodyFindings, type Outcome, type Rule, webAclRules } from "./rules.ts";

/** The public firewall, as CloudFront takes it: only us-east-1 knows this scope. */
export function createWebAcl(part: Part, key: IKey): { acl: CfnWebACL; logGroup: LogGroup } {
  const { stack, stage } = part;
  const rules = webAclRules(routingTable);
  demandCapacity(rules);
  const acl = new CfnWebACL(stack, "WebAcl", {
    name: `${stage.prefix}-edge`,
    scope: "CLOUDFRONT",
    defaultAction: { allow: {} },
    visibilityConfig: visibility("all"),
    customResponseBodies: Object.fromEntries(
      Object.entries(refusals).map(([name, { problem }]) => [
        name,
        { contentType: "APPLICATION_JSON", content: JSON.stringify(problem) },
      ]),
    ),
    associationConfig: { requestBody: { CLOUDFRONT: { defaultSizeInspectionLimit: "KB_16" } } },
    rules: rules.map(({ name, statement, outcome }, priority) => ({
      name,
      priority,
      statement,
      visibilityConfig: visibility(name),
      ...actionOf(outcome),
    })),
  });
  const logGroup = createLogGroup(part, "WebAclLogs", key, `aws-waf-logs-${stage.prefix}-edge`);
  logRefusals(part, acl, logGroup);
  return { acl, logGroup };

  /** Samples are off: they would show cookies, which the log leaves out. */
  function visibility(name: string): CfnWebACL.VisibilityConfigProperty {
    return {
      cloudWatchMetricsEnabled: true,
      sampledRequestsEnabled: false,
      metricName: `${stage.prefix}-${name}`,
    };
  }
}

function actionOf(outcome: Outcome): Partial<CfnWebACL.RuleProperty> {
  if ("managed" in outcome) return { overrideAction: outcome.managed === "counts" ? { count: {} } : { none: {} } };
  if ("labels" in outcome) return { action: { count: {} }, ruleLabels: [{ name: outcome.labels }] };
  const { status, problem } = refusals[outcome.refuses];
  const retryAfter =
    "retryAfterSeconds" in problem ? [{ name: "retry-after", value: `${problem.retryAfterSeconds}` }] : [];
  return {
    action: {
      block: {
        customResponse: {
          responseCode: status,
          customResponseBodyKey: outcome.refuses,
          responseHeaders: [{ name: "cache-control", value: "no-store" }, ...retryAfter],
        },
      },
    },
  };
}

/** What was refused, and what would have been but for its route. Neither sessions nor what stands in addresses is kept. */
function logRefusals({ stack }: Part, acl: CfnWebACL, logGroup: LogGroup): void {
  new CfnLoggingConfiguration(stack, "WebAclLogging", {
    resourceArn: acl.attrArn,
    logDestinationConfigs: [logGroup.logGroupArn],
    redactedFields: [
      { singleHeader: { Name: "authorization" } },
      { singleHeader: { Name: "cookie" } },
      { queryString: {} },
    ],
    loggingFilter: {
      DefaultBehavior: "DROP",
      Filters: [
        {
          Behavior: "KEEP",
          Requirement: "MEETS_ANY",
          Conditions: [
            { ActionCondition: { Action: "BLOCK" } },
            ...bodyFindings.map((label) => ({ LabelNameCondition: { LabelName: label } })),
          ],
        },
      ],
    },
  });
}

function demandCapacity(rules: readonly Rule[]): void {
  const needed = rules.reduce((sum, { statement }) => sum + capacityOf(statement), 0);
  if (needed > includedCapacity) {
    throw new Error(`The web ACL needs ${needed} capacity units; above ${includedCapacity} every request costs more.`);
  }
}
