import { may } from "../kernel/permissions.state.ts";

/** Who reads the log of their account: it tells what everybody in it did. */
export const readers = may("activity:read");

/** What an action is about: the part of its name before the first dot, and what people call it. */
export const families = {
  order: "Orders and payments",
  saved_card: "Saved card",
  service: "Websites",
  release: "Releases",
  database: "Databases",
  source: "Source code",
  build: "Builds",
  registry: "Private images",
  domain: "Domains",
  certificate: "Certificates",
  zone: "DNS",
  domain_contact: "Contacts of domains",
  domain_price: "Prices of domains",
  registrar_job: "Orders at the registrar",
  registrar_message: "Messages of the registrar",
  job: "Cron jobs",
  command: "Commands",
  run: "Runs of commands",
  person: "People",
  account: "Account",
  member: "Members",
  invitation: "Invitations",
  ownership_transfer: "Ownership",
  registration: "Registrations",
  session: "Signing in and out",
  email_change: "Changes of address",
  email_verification: "Confirming addresses",
  password_reset: "Password resets",
  factor: "Second factors",
  recovery_code: "Recovery codes",
  factor_recovery: "Lost factors",
  support: "Support access",
  customer: "Customers",
  sso: "Single sign-on",
  api_key: "API keys",
  staff: "Staff",
  node: "Nodes",
  operation: "Operations",
  queue: "Queues",
  product: "Products",
  plan: "Plans",
  integration: "Integrations",
  platform_key: "Platform key",
  acme_account: "Certificate authorities",
  payment_event: "Payment provider",
  notice: "Mail",
} as const satisfies Record<string, string>;
export type Family = keyof typeof families;
export const familyNames = Object.keys(families) as [Family, ...Family[]];

/** Those that leave rows in a customer's log. */
export const accountFamilies = [
  "order",
  "service",
  "database",
  "source",
  "registry",
  "domain",
  "domain_contact",
  "registrar_job",
  "zone",
  "certificate",
  "job",
  "command",
  "run",
  "operation",
  "account",
  "member",
  "invitation",
  "ownership_transfer",
  "person",
  "email_change",
  "email_verification",
  "session",
  "support",
  "factor",
  "recovery_code",
  "sso",
  "api_key",
] as const satisfies Family[];

/** Who acts, as it can be asked for. `door`: somebody who is not signed in yet, or has just left. */
export const actorKinds = ["member", "key", "staff", "system", "webhook", "door"] as const;
export type ActorKind = (typeof actorKinds)[number];

/** What can be wrong at a place of the log: `removed` is nothing where something was, `unlinked` does not follow the one before it. */
export const problems = ["altered", "removed", "unlinked", "added"] as const;
export type Problem = (typeof problems)[number];

export const formats = ["csv", "json"] as const;
export type Format = (typeof formats)[number];
