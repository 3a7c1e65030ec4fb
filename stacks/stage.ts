import { z } from "zod";
import { type AuthorityName, certificateAuthorities } from "#functions/manifest.ts";

/** CloudFront takes its certificate and its web ACL from here alone. */
export const edgeRegion = "us-east-1";

const host = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
const arn = (service: string, rest: string) => new RegExp(`^arn:aws[a-z-]*:${service}:${edgeRegion}:\\d{12}:${rest}$`);
// As: what Object.keys finds are its names.
const authorityNames = Object.keys(certificateAuthorities) as AuthorityName[];
const onOff = z.enum(["on", "off"]);
const list = <T>(item: z.ZodType<T, string>) =>
  z
    .string()
    .transform((text) => text.split(",").map((part) => part.trim()))
    .pipe(z.array(item).min(1));

/** Each setting is a variable of the environment; its description is what an operator reads when it is missing or wrong. */
export const settings = {
  ROOKERY_PART: z
    .enum(["product", "edge"])
    .optional()
    .describe("edge to deploy what CloudFront wants in us-east-1, and nothing else; without it the product"),
  ROOKERY_DOMAIN: z.string().regex(host).describe("the host name of the portal, as in portal.example.com"),
  ROOKERY_CERTIFICATE_ARN: z
    .string()
    .regex(arn("acm", "certificate/[\\w-]+"))
    .describe("the ARN of an issued certificate for the portal's host name, in us-east-1: CloudFront takes no other"),
  ROOKERY_APPS_DOMAIN: z
    .string()
    .regex(host)
    .describe("the domain under which customers' sites get their names, as in sites.example.com; not the portal's"),
  ROOKERY_MAIL_FROM: z
    .string()
    .regex(/^[^<>\r\n]* <[^<>@\s]+@[^<>@\s]+>$/)
    .describe("the sender of the platform's mail, as in Example Hosting <hello@example.com>"),
  ROOKERY_EDGE_ACL_ARN: z
    .string()
    .regex(arn("wafv2", "global/webacl/[\\w-]+/[\\w-]+"))
    .optional()
    .describe("the ARN of CloudFront's web ACL, which the edge part prints after its deployment"),
  ROOKERY_ALARM_EMAIL: z.email().optional().describe("the e-mail address that alarms go to"),
  ROOKERY_AVAILABILITY_ZONES: list(z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/))
    .optional()
    .describe("two or more zones of the region with a comma between them; without it the first two of the region"),
  ROOKERY_LOG_DAYS: z
    .enum(["30", "90", "180", "365", "731"])
    .optional()
    .describe("how many days logs are kept: 30, 90, 180, 365 or 731; without it 365 in production and 30 elsewhere"),
  ROOKERY_FIXED_ADDRESS: onOff
    .optional()
    .describe(
      "on or off: whether functions that speak to nodes do so from one fixed address, by a NAT gateway; without it on, and off in personal stages",
    ),
  ROOKERY_NODE_PORTS: list(z.coerce.number<string>().int().min(1).max(65_535))
    .optional()
    .describe("the ports at which nodes listen for SSH, with a comma between them; without it 22"),
  ROOKERY_ORIGIN_GENERATION: z.coerce
    .number<string>()
    .int()
    .min(1)
    .optional()
    .describe("the number of the secret by which the gateway knows CloudFront; one more makes a new one; without it 1"),
  ROOKERY_SECRETS_GENERATION: z.coerce
    .number<string>()
    .int()
    .min(1)
    .optional()
    .describe("a number that is raised when secrets have changed, so that every function begins anew; without it 1"),
  ROOKERY_ACCOUNT_BASELINE: onOff
    .optional()
    .describe("on in exactly one stage of an account: CloudTrail, GuardDuty and Security Hub; without it off"),
  ROOKERY_SIEM_URL: z
    .url({ protocol: /^https$/ })
    .optional()
    .describe("the https address to which a copy of the logs is sent; without it they stay in the archive"),
  ROOKERY_CERTIFICATE_AUTHORITIES: list(z.enum(authorityNames))
    .optional()
    .describe(
      `who issues certificates for websites, in the order in which they are asked, with a comma between them: ${authorityNames.join(", ")}; without it letsencrypt`,
    ),
  ROOKERY_BUNDLES: z.string().optional().describe("the folder of the functions' bundles; without it dist/functions"),
} as const;
export type Setting = keyof typeof settings;

const Settings = z.object(settings);
type LogDays = 30 | 90 | 180 | 365 | 731;

/** Variables of other programs of ours, which an operator's environment may hold too. */
const othersVariables = ["ROOKERY_STAGE", "ROOKERY_LAB_CACHE"];

/** All that the stacks know of a stage. Pure data: nothing in it is looked up. */
export interface Stage {
  name: string;
  kind: "production" | "staging" | "personal";
  part: "product" | "edge";
  /** Every name that is not left to AWS begins with this. */
  prefix: string;
  region: string;
  account: string | undefined;
  domain: string;
  publicUrl: string;
  certificateArn: string;
  appsDomain: string;
  mailFrom: string;
  edgeAclArn: string | undefined;
  alarmEmail: string | undefined;
  availabilityZones: readonly string[];
  logDays: LogDays;
  fixedAddress: boolean;
  nodePorts: readonly number[];
  originGeneration: number;
  secretsGeneration: number;
  accountBaseline: boolean;
  siemUrl: string | undefined;
  certificateAuthorities: readonly AuthorityName[];
  bundles: string;
}

export interface StageSource {
  name: string;
  region: string;
  account?: string | undefined;
  environment: Readonly<Record<string, string | undefined>>;
}

const needed: Readonly<Record<Stage["kind"], readonly Setting[]>> = {
  production: ["ROOKERY_EDGE_ACL_ARN", "ROOKERY_ALARM_EMAIL"],
  staging: ["ROOKERY_EDGE_ACL_ARN"],
  personal: [],
};

/** Reads a stage's settings. Everything missing or wrong is named at once, in sentences. */
export function readStage({ name, region, account, environment }: StageSource): Stage {
  const kind = name === "production" || name === "staging" ? name : "personal";
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = Settings.safeParse(given);
  const wrong = new Set(parsed.error?.issues.map(({ path }) => path[0] as Setting));
  const complaints = [
    ...nameComplaints(name),
    ...(Object.keys(settings) as Setting[])
      .filter((setting) => wrong.has(setting) || (given[setting] === undefined && isNeeded(setting, kind, given)))
      .map((setting) => complaint(setting, given[setting])),
    ...Object.keys(given)
      .filter((key) => key.startsWith("ROOKERY_") && !(key in settings) && !othersVariables.includes(key))
      .map((key) => `${key} is no setting.`),
  ];
  if (parsed.success) complaints.push(...disagreements(parsed.data, region));
  if (!parsed.success || complaints.length > 0) {
    throw new Error(`The stage "${name}" cannot be deployed:\n${complaints.map((line) => `- ${line}`).join("\n")}`);
  }
  const set = parsed.data;
  const production = kind === "production";
  return {
    name,
    kind,
    part: set.ROOKERY_PART ?? "product",
    prefix: `rookery-${name}`,
    region,
    account,
    domain: set.ROOKERY_DOMAIN,
    publicUrl: `https://${set.ROOKERY_DOMAIN}`,
    certificateArn: set.ROOKERY_CERTIFICATE_ARN,
    appsDomain: set.ROOKERY_APPS_DOMAIN,
    mailFrom: set.ROOKERY_MAIL_FROM,
    edgeAclArn: set.ROOKERY_EDGE_ACL_ARN,
    alarmEmail: set.ROOKERY_ALARM_EMAIL,
    availabilityZones: set.ROOKERY_AVAILABILITY_ZONES ?? [`${region}a`, `${region}b`],
    logDays: Number(set.ROOKERY_LOG_DAYS ?? (production ? 365 : 30)) as LogDays,
    fixedAddress: (set.ROOKERY_FIXED_ADDRESS ?? (kind === "personal" ? "off" : "on")) === "on",
    nodePorts: set.ROOKERY_NODE_PORTS ?? [22],
    originGeneration: set.ROOKERY_ORIGIN_GENERATION ?? 1,
    secretsGeneration: set.ROOKERY_SECRETS_GENERATION ?? 1,
    accountBaseline: set.ROOKERY_ACCOUNT_BASELINE === "on",
    siemUrl: set.ROOKERY_SIEM_URL,
    certificateAuthorities: set.ROOKERY_CERTIFICATE_AUTHORITIES ?? ["letsencrypt"],
    bundles: set.ROOKERY_BUNDLES ?? "dist/functions",
  };
}

/** The edge part is deployed first: it makes the web ACL whose ARN the product needs, and rings no alarm. */
const isNeeded = (setting: Setting, kind: Stage["kind"], given: StageSource["environment"]) =>
  needed[kind].includes(setting) && given.ROOKERY_PART !== "edge";

/** It becomes part of names that AWS limits to 64 characters. */
const nameComplaints = (name: string) =>
  /^[a-z][a-z0-9-]{0,19}$/.test(name)
    ? []
    : [`The stage's name has to be 1 to 20 small letters, digits and hyphens, and begin with a letter.`];

const complaint = (setting: Setting, value: string | undefined) => {
  const what = settings[setting].description;
  return value === undefined ? `${setting} is missing: ${what}.` : `${setting} cannot be "${value}": it is ${what}.`;
};

function disagreements(set: z.output<typeof Settings>, region: string): string[] {
  const found: string[] = [];
  const zones = set.ROOKERY_AVAILABILITY_ZONES;
  if (zones !== undefined && (zones.length < 2 || zones.some((zone) => !zone.startsWith(region)))) {
    found.push(`ROOKERY_AVAILABILITY_ZONES has to name two or more zones of ${region}.`);
  }
  if (set.ROOKERY_DOMAIN === set.ROOKERY_APPS_DOMAIN || set.ROOKERY_DOMAIN.endsWith(`.${set.ROOKERY_APPS_DOMAIN}`)) {
    found.push("ROOKERY_DOMAIN lies within ROOKERY_APPS_DOMAIN: a customer's site could take the portal's name.");
  }
  return found;
}
