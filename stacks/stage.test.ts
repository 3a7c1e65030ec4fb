import { expect, test } from "vitest";
import { exampleSettings, exampleStage } from "./example-stage.ts";
import { readStage, type Setting, type StageSource, settings } from "./stage.ts";

const region = "eu-central-1";
const read = (name: string, environment: StageSource["environment"]) => readStage({ name, region, environment });
const refusal = (name: string, environment: StageSource["environment"]): string => {
  try {
    read(name, environment);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("nothing was refused");
};

test("everything missing and everything wrong is named at once, with what it is", () => {
  const message = refusal("production", { ROOKERY_DOMAIN: "https://portal.example.com", ROOKERY_MAIL_FROM: "" });
  expect(message.split("\n")).toEqual([
    'The stage "production" cannot be deployed:',
    expect.stringMatching(/^- ROOKERY_DOMAIN cannot be "https:\/\/portal\.example\.com": it is the host name/),
    expect.stringMatching(/^- ROOKERY_CERTIFICATE_ARN is missing: .* us-east-1/),
    expect.stringMatching(/^- ROOKERY_APPS_DOMAIN is missing: /),
    expect.stringMatching(/^- ROOKERY_MAIL_FROM is missing: /),
    expect.stringMatching(/^- ROOKERY_EDGE_ACL_ARN is missing: /),
    expect.stringMatching(/^- ROOKERY_ALARM_EMAIL is missing: /),
  ]);
});

const unusable: Partial<Record<Setting, string>> = {
  ROOKERY_PART: "web",
  ROOKERY_DOMAIN: "portal",
  ROOKERY_CERTIFICATE_ARN: "arn:aws:acm:eu-central-1:111111111111:certificate/1",
  ROOKERY_APPS_DOMAIN: "sites",
  ROOKERY_MAIL_FROM: "hello@example.com",
  ROOKERY_EDGE_ACL_ARN: "arn:aws:wafv2:us-east-1:111111111111:regional/webacl/a/b",
  ROOKERY_ALARM_EMAIL: "nobody",
  ROOKERY_AVAILABILITY_ZONES: "eu-central-1",
  ROOKERY_LOG_DAYS: "10",
  ROOKERY_FIXED_ADDRESS: "yes",
  ROOKERY_NODE_PORTS: "22,0",
  ROOKERY_ORIGIN_GENERATION: "0",
  ROOKERY_SECRETS_GENERATION: "0",
  ROOKERY_ACCOUNT_BASELINE: "true",
  ROOKERY_SIEM_URL: "http://siem.example.com",
};

test.each(Object.entries(unusable))("%s cannot be %s", (setting, value) => {
  expect(refusal("production", { ...exampleSettings, [setting]: value })).toContain(
    `- ${setting} cannot be "${value}": it is `,
  );
});

test("a setting that does not exist is not passed over", () => {
  expect(refusal("staging", { ...exampleSettings, ROOKERY_ALARM_MAIL: "a@example.com" })).toContain(
    "- ROOKERY_ALARM_MAIL is no setting.",
  );
});

test("every setting is described", () => {
  for (const [name, setting] of Object.entries(settings))
    expect(setting.description, name).toMatch(/^[a-z].{10,}[^.]$/i);
});

test("zones have to be two, and of the region", () => {
  for (const zones of ["eu-central-1a", "eu-central-1a,eu-west-1b"]) {
    expect(refusal("production", { ...exampleSettings, ROOKERY_AVAILABILITY_ZONES: zones })).toContain(
      "two or more zones of eu-central-1",
    );
  }
});

test("no customer's site can get the portal's name", () => {
  for (const domain of ["example.com", "portal.example.com"]) {
    expect(refusal("production", { ...exampleSettings, ROOKERY_APPS_DOMAIN: domain })).toContain("portal's name");
  }
});

test("names that would not fit into AWS's are refused", () => {
  for (const name of ["Production", "a".repeat(21), "my_stage", "1st", ""]) {
    expect(refusal(name, exampleSettings)).toContain("1 to 20 small letters");
  }
});

test("production is watched, reachable by nodes and keeps its logs for a year; personal stages cost little", () => {
  const optional: Setting[] = ["ROOKERY_EDGE_ACL_ARN", "ROOKERY_ALARM_EMAIL", "ROOKERY_SIEM_URL"];
  const least = Object.fromEntries(
    Object.entries(exampleSettings).filter(([name]) => !optional.includes(name as Setting)),
  );
  expect(refusal("production", least)).toMatch(/EDGE_ACL_ARN is missing[\s\S]*ALARM_EMAIL is missing/);
  expect(refusal("staging", least)).toMatch(/EDGE_ACL_ARN is missing/);
  expect(read("kim", least)).toMatchObject({ kind: "personal", fixedAddress: false, logDays: 30, siemUrl: undefined });
  expect(exampleStage()).toMatchObject({ kind: "production", fixedAddress: true, logDays: 365, nodePorts: [22] });
  expect(exampleStage({ name: "staging" })).toMatchObject({ kind: "staging", fixedAddress: true, logDays: 30 });
});

test("the edge part is deployed before its web ACL can be known", () => {
  const { ROOKERY_EDGE_ACL_ARN: _, ...before } = exampleSettings;
  expect(read("production", { ...before, ROOKERY_PART: "edge" }).edgeAclArn).toBeUndefined();
});
