import { beforeAll, expect, test } from "vitest";
import { only, production, type Statement, type Synthesised, synthesised } from "./test-stacks.ts";

let stacks: Synthesised;
beforeAll(() => {
  stacks = production();
});

test("every change to the account is recorded in every region, signed, encrypted, and twice", () => {
  const { properties, stack, dependsOn } = only(stacks.all("AWS::CloudTrail::Trail"));
  expect(properties).toMatchObject({
    IsLogging: true,
    IsMultiRegionTrail: true,
    IncludeGlobalServiceEvents: true,
    EnableLogFileValidation: true,
    S3KeyPrefix: "trail",
  });
  expect(properties.KMSKeyId).toBeDefined();
  expect(stacks.target(stack, properties.CloudWatchLogsLogGroupArn)?.properties.RetentionInDays).toBe(365);
  const archive = stacks.target(stack, properties.S3BucketName);
  expect(archive?.properties.ObjectLockEnabled).toBe(true);
  expect(dependsOn.some((id) => id.startsWith("ArchivePolicy"))).toBe(true);
});

test("nobody's trail but our own may write into the archive", () => {
  const policy = only(
    stacks
      .all("AWS::S3::BucketPolicy")
      .filter(({ stack, properties }) => JSON.stringify(properties.Bucket).includes("Archive") && stack === "logs"),
  );
  const allowed = (policy.properties.PolicyDocument as { Statement: Statement[] }).Statement.filter(
    ({ Effect }) => Effect === "Allow",
  );
  expect(allowed.map(({ Action }) => Action).toSorted()).toEqual(["s3:GetBucketAcl", "s3:PutObject"]);
  for (const { Principal, Condition } of allowed) {
    expect(Principal).toEqual({ Service: "cloudtrail.amazonaws.com" });
    expect(JSON.stringify(Condition?.StringEquals?.["aws:SourceArn"])).toContain("trail/rookery-production-account");
  }
});

test("GuardDuty and Security Hub watch, and what GuardDuty finds rings like an alarm", () => {
  expect(only(stacks.all("AWS::GuardDuty::Detector")).properties.Enable).toBe(true);
  expect(stacks.all("AWS::SecurityHub::Hub")).toHaveLength(1);
  const { stack, properties } = only(stacks.all("AWS::Events::Rule"));
  expect(properties.EventPattern).toMatchObject({ source: ["aws.guardduty"] });
  const [target] = properties.Targets as { Arn: unknown }[];
  expect(stacks.target(stack, target?.Arn)?.type).toBe("AWS::SNS::Topic");
});

test("a stage that is not told to leaves the account alone", () => {
  const without = synthesised({ ROOKERY_ACCOUNT_BASELINE: "off" });
  const ofTheAccount = /^AWS::(CloudTrail|GuardDuty|SecurityHub|Events)::/;
  expect(without.resources.filter(({ type }) => ofTheAccount.test(type))).toEqual([]);
});
