import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { beforeAll, expect, test } from "vitest";
import { routingTable } from "#functions/api/routing-table.ts";
import { composeEdge, plainStacks, seedContext } from "./compose.ts";
import { exampleStage } from "./example-stage.ts";
import { type Audit, audited } from "./nag.ts";
import type { Stage } from "./stage.ts";
import { refusals } from "./web-acl/refusals.ts";
import { bodyFindings, webAclRules } from "./web-acl/rules.ts";

interface DeployedRule {
  Name: string;
  Priority: number;
  Statement: unknown;
  Action?: { Block?: { CustomResponse?: Record<string, unknown> }; Count?: object };
  OverrideAction?: { None?: object; Count?: object };
  RuleLabels?: { Name: string }[];
  VisibilityConfig: { CloudWatchMetricsEnabled: boolean; SampledRequestsEnabled: boolean; MetricName: string };
}
interface DeployedAcl {
  Scope: string;
  DefaultAction: unknown;
  Rules: DeployedRule[];
  CustomResponseBodies: Record<string, { ContentType: string; Content: string }>;
  AssociationConfig: unknown;
}

const inEdgeRegion = (): Stage => ({ ...exampleStage(), region: "us-east-1" });

function edge(stage: Stage): { template: Template; audit: Audit } {
  const app = new App({ analyticsReporting: false });
  seedContext(app, stage);
  const { stack } = composeEdge(stage, plainStacks(app, stage));
  const audit = audited(app);
  return { template: Template.fromStack(stack), audit };
}

let template: Template;
let audit: Audit;
let acl: DeployedAcl;
beforeAll(() => {
  ({ template, audit } = edge(inEdgeRegion()));
  // `as`: CloudFormation's own format, here and below.
  acl = Object.values(template.findResources("AWS::WAFv2::WebACL"))[0]?.Properties as DeployedAcl;
});

const ruleNamed = (name: string) => acl.Rules.find(({ Name }) => Name === name);

/** CloudFormation capitalises the names of settings, and nothing else. */
const capitalised = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(capitalised);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      capitalised(inner),
    ]),
  );
};

test("the firewall that is deployed is the one that the samples were sent through", () => {
  const rules = webAclRules(routingTable);
  expect(acl.Scope).toBe("CLOUDFRONT");
  expect(acl.DefaultAction).toEqual({ Allow: {} });
  expect(acl.Rules.map(({ Name, Priority, Statement }) => ({ Name, Priority, Statement }))).toEqual(
    rules.map(({ name, statement }, priority) => ({
      Name: name,
      Priority: priority,
      Statement: capitalised(statement),
    })),
  );
});

test("each rule does what its outcome says", () => {
  for (const { name, outcome } of webAclRules(routingTable)) {
    const rule = ruleNamed(name);
    if ("managed" in outcome) {
      expect(rule?.OverrideAction).toEqual(outcome.managed === "counts" ? { Count: {} } : { None: {} });
    } else if ("labels" in outcome) {
      expect(rule).toMatchObject({ Action: { Count: {} }, RuleLabels: [{ Name: outcome.labels }] });
    } else {
      const { status, problem } = refusals[outcome.refuses];
      expect(rule?.Action?.Block?.CustomResponse).toMatchObject({
        ResponseCode: status,
        CustomResponseBodyKey: outcome.refuses,
      });
      expect(JSON.parse(acl.CustomResponseBodies[outcome.refuses]?.Content ?? "")).toEqual(problem);
      expect(acl.CustomResponseBodies[outcome.refuses]?.ContentType).toBe("APPLICATION_JSON");
    }
  }
  expect(ruleNamed("rate-sign-in")?.Action?.Block?.CustomResponse?.ResponseHeaders).toContainEqual({
    Name: "retry-after",
    Value: "60",
  });
});

test("what is larger than inspected bodies may be is still within what is read", () => {
  expect(acl.AssociationConfig).toEqual({ RequestBody: { CLOUDFRONT: { DefaultSizeInspectionLimit: "KB_16" } } });
});

test("refusals and findings are logged, without sessions and without what stands in addresses", () => {
  template.hasResourceProperties("AWS::Logs::LogGroup", {
    LogGroupName: "aws-waf-logs-rookery-production-edge",
    RetentionInDays: 365,
  });
  template.hasResourceProperties("AWS::WAFv2::LoggingConfiguration", {
    RedactedFields: [
      { SingleHeader: { Name: "authorization" } },
      { SingleHeader: { Name: "cookie" } },
      { QueryString: {} },
    ],
    LoggingFilter: {
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
  for (const { VisibilityConfig } of acl.Rules) expect(VisibilityConfig.SampledRequestsEnabled).toBe(false);
});

test("every log group is encrypted by a key that turns over", () => {
  for (const { Properties } of Object.values(template.findResources("AWS::Logs::LogGroup"))) {
    expect((Properties as { KmsKeyId?: unknown }).KmsKeyId).toBeDefined();
  }
  template.allResourcesProperties("AWS::KMS::Key", { EnableKeyRotation: true });
});

test("no finding of the rule packs is left open", () => {
  expect(audit.open).toEqual([]);
  expect(audit.broken).toEqual([]);
});

test("it says the ARN that the rest is deployed with, and cannot be put anywhere else", () => {
  template.hasOutput("EdgeAclArn", { Value: { "Fn::GetAtt": ["WebAcl", "Arn"] } });
  expect(() => edge({ ...inEdgeRegion(), region: "eu-central-1" })).toThrow("us-east-1");
});
