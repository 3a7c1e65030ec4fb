import type { SecretValue } from "aws-cdk-lib";
import { CfnLoggingConfiguration, CfnWebACL, CfnWebACLAssociation } from "aws-cdk-lib/aws-wafv2";
import type { Data } from "./data.ts";
import type { Part } from "./part.ts";
import { createLogGroup } from "./retention.ts";

/** CloudFront sets it on what it forwards; nobody can read it from outside. */
export const originHeader = "x-rookery-origin";

/** Everything is refused at the gateway that does not carry CloudFront's secret. */
export function admitOnlyCloudFront(part: Part, resourceArn: string, data: Data): void {
  const { stack, stage } = part;
  const { current, previous } = data.originSecrets;
  const measured = (name: string) => ({
    cloudWatchMetricsEnabled: true,
    sampledRequestsEnabled: false,
    metricName: `${stage.prefix}-${name}`,
  });
  const acl = new CfnWebACL(stack, "OriginAcl", {
    name: `${stage.prefix}-origin`,
    scope: "REGIONAL",
    defaultAction: { block: {} },
    visibilityConfig: measured("origin"),
    rules: [
      {
        name: "from-cloudfront",
        priority: 0,
        action: { allow: {} },
        visibilityConfig: measured("from-cloudfront"),
        statement: { orStatement: { statements: [carries(current), carries(previous)] } },
      },
    ],
  });
  new CfnWebACLAssociation(stack, "OriginAclOnGateway", { resourceArn, webAclArn: acl.attrArn });
  // WAF accepts groups whose name begins so.
  const log = createLogGroup(part, "OriginAclLog", data.infrastructureKey, `aws-waf-logs-${stage.prefix}-origin`);
  new CfnLoggingConfiguration(stack, "OriginAclLogging", {
    resourceArn: acl.attrArn,
    logDestinationConfigs: [log.logGroupArn],
    redactedFields: [
      { singleHeader: { Name: "cookie" } },
      { singleHeader: { Name: originHeader } },
      { queryString: {} },
    ],
    loggingFilter: {
      DefaultBehavior: "DROP",
      Filters: [{ Behavior: "KEEP", Requirement: "MEETS_ANY", Conditions: [{ ActionCondition: { Action: "BLOCK" } }] }],
    },
  });
}

const carries = (secret: SecretValue): CfnWebACL.StatementProperty => ({
  byteMatchStatement: {
    fieldToMatch: { singleHeader: { name: originHeader } },
    positionalConstraint: "EXACTLY",
    // A reference in the template, which CloudFormation resolves: the value is in no file.
    searchString: secret.unsafeUnwrap(),
    textTransformations: [{ priority: 0, type: "NONE" }],
  },
});
