import { edgeRegion, readStage, type Stage, type StageSource } from "./stage.ts";

const account = "111111111111";

/** Of a company that does not exist, with everything on that can be: what is audited and tested without an account. */
export const exampleSettings: StageSource["environment"] = {
  ROOKERY_DOMAIN: "portal.example.com",
  ROOKERY_CERTIFICATE_ARN: `arn:aws:acm:us-east-1:${account}:certificate/00000000-0000-0000-0000-000000000000`,
  ROOKERY_APPS_DOMAIN: "sites.example.net",
  ROOKERY_MAIL_FROM: "Example Hosting <hello@example.com>",
  ROOKERY_EDGE_ACL_ARN: `arn:aws:wafv2:us-east-1:${account}:global/webacl/rookery/00000000-0000-0000-0000-000000000000`,
  ROOKERY_ALARM_EMAIL: "alarms@example.com",
  ROOKERY_ACCOUNT_BASELINE: "on",
  ROOKERY_SIEM_URL: "https://siem.example.com/ingest",
  ROOKERY_CERTIFICATE_AUTHORITIES: "letsencrypt,zerossl",
};

export const exampleStage = ({
  name = "production",
  ...environment
}: StageSource["environment"] & { name?: string } = {}): Stage =>
  readStage({
    name,
    region: environment.ROOKERY_PART === "edge" ? edgeRegion : "eu-central-1",
    account,
    environment: { ...exampleSettings, ...environment },
  });
