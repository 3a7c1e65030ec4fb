import { Money } from "../kernel/money.ts";

export type Recorded = Readonly<Record<string, unknown>>;

interface Field {
  label: string;
  /** How the platform is built inside is for staff. */
  internal?: true;
}

/**
 * Every field of `before` and `after` that is ever shown; what is not named here stays in the table. A new one is a
 * decision: no secret, no hash, nothing that opens anything.
 */
export const fields = {
  access: { label: "Support access" },
  accountName: { label: "Account" },
  attempt: { label: "Attempt" },
  branch: { label: "Branch" },
  brand: { label: "Card" },
  changed: { label: "Changed" },
  claim: { label: "Claim for roles" },
  clientId: { label: "Client id" },
  commit: { label: "Commit" },
  concealed: { label: "Secrets set" },
  consent: { label: "Agreed to" },
  contract: { label: "Node contract", internal: true },
  cpuPercent: { label: "Processor share" },
  cpus: { label: "Processors", internal: true },
  database: { label: "Database" },
  databases: { label: "Databases" },
  defaultRole: { label: "Role of everybody else" },
  deploysOnPush: { label: "Deploys with each push" },
  description: { label: "Description" },
  diskMb: { label: "Disk in MB" },
  domain: { label: "Domain" },
  done: { label: "Messages done", internal: true },
  email: { label: "Email" },
  enabled: { label: "Switched on" },
  enforced: { label: "The only way in" },
  expiresAt: { label: "Ends" },
  extras: { label: "Extras" },
  failure: { label: "Failure" },
  folder: { label: "Folder" },
  hours: { label: "Hours" },
  host: { label: "Address" },
  httpPort: { label: "Port of websites", internal: true },
  issuer: { label: "Issuer" },
  job: { label: "Cron job" },
  kind: { label: "Kind" },
  last4: { label: "Last digits" },
  maintenance: { label: "Maintenance page" },
  memoryMb: { label: "Memory in MB" },
  messageIds: { label: "Messages", internal: true },
  minutes: { label: "Minutes" },
  missing: { label: "Not found", internal: true },
  name: { label: "Name" },
  nameServers: { label: "Name servers" },
  networks: { label: "From addresses" },
  nodeId: { label: "Node", internal: true },
  order: { label: "In this order" },
  os: { label: "System", internal: true },
  paused: { label: "Paused" },
  percent: { label: "Percent" },
  planName: { label: "Plan" },
  plans: { label: "Plans" },
  podmanVersion: { label: "Podman", internal: true },
  number: { label: "Release" },
  port: { label: "Port", internal: true },
  prefix: { label: "Begins with" },
  price: { label: "Price" },
  processes: { label: "Processes" },
  publicKey: { label: "Public key", internal: true },
  reason: { label: "Reason" },
  records: { label: "Records" },
  redirects: { label: "Redirects" },
  refund: { label: "Refund" },
  refused: { label: "Refused", internal: true },
  region: { label: "Region" },
  rekeyed: { label: "New client secret" },
  registry: { label: "Registry" },
  remaining: { label: "Left where they were", internal: true },
  removed: { label: "Variables removed" },
  repeated: { label: "Repeated", internal: true },
  repository: { label: "Repository" },
  role: { label: "Role" },
  roleRules: { label: "Roles by claim" },
  run: { label: "Run", internal: true },
  schedule: { label: "Schedule" },
  scopes: { label: "May" },
  sessionsEnded: { label: "Sessions ended" },
  set: { label: "Variables set" },
  setupFee: { label: "Setup fee" },
  siteName: { label: "Name of the website" },
  sites: { label: "Websites in the plan" },
  slug: { label: "Short name" },
  state: { label: "State" },
  summary: { label: "Summary" },
  timeZone: { label: "Time zone" },
  trafficGb: { label: "Traffic in GB a month" },
  trustsFactors: { label: "Its second factor counts" },
  type: { label: "Kind", internal: true },
  username: { label: "User name" },
  version: { label: "Version" },
  visitor: { label: "Visitor" },
  websites: { label: "Websites" },
  yearlyPrice: { label: "Price of a year" },
} as const satisfies Record<string, Field>;
export type FieldName = keyof typeof fields;

export interface Change {
  name: string;
  before: string | null;
  after: string | null;
}

/** What differs, by the fields that an action shows, in words for people. */
export function changesOf(
  { before, after }: { before: Recorded; after: Recorded },
  shows: readonly FieldName[],
  forStaff: boolean,
): Change[] {
  return shows.flatMap((name) => {
    const field: Field = fields[name];
    const change = { name: field.label, before: inWords(before[name]), after: inWords(after[name]) };
    return (field.internal && !forStaff) || change.before === change.after ? [] : [change];
  });
}

const wordsMax = 500;

/** One line, without characters that turn the text around them; null where there is nothing to say. */
export function inWords(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean") return value ? "yes" : "no";
  const amount = Money.safeParse(value);
  if (amount.success) return `${amount.data.currency} ${(amount.data.minor / 100).toFixed(2)}`;
  const text = Array.isArray(value)
    ? value.map((one) => inWords(one) ?? "").join(", ")
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);
  const line = text.replaceAll(/\p{Bidi_Control}/gu, "").replaceAll(/\p{Cc}+/gu, " ");
  return line.length > wordsMax ? `${line.slice(0, wordsMax).toWellFormed()}…` : line;
}
