import { sql } from "drizzle-orm";
import type { RawTx, Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";

/** `gone`: deleted. `blank`: what says who it was is taken out. `kept`: as it is, for the reason beside it. */
type Fate = "gone" | "blank" | "kept";

/** Every table with rows of an account. A new one is a decision: a test asks for it. */
export const ofAccount: Readonly<Record<string, Fate>> = {
  acting: "kept", // Which of the staff acted for whom: ids and a reason, for the audit log.
  add_on: "gone",
  api_key: "gone",
  audit_log: "kept", // Ids, times and digests; the names that they stood for are gone.
  audit_personal: "gone",
  billing_customer: "gone",
  build: "gone",
  build_log: "gone",
  certificate: "gone",
  certificate_order: "gone",
  cron_job: "gone",
  cron_sheet: "gone",
  data_key: "blank", // The row stays and says that it was erased; the key is gone.
  domain: "gone",
  domain_contact: "gone",
  host_name: "gone",
  invitation: "gone",
  membership: "gone",
  node_account: "kept", // Numbers of users on nodes, which nobody gets again.
  operation: "kept", // What was done on which service, and when.
  operation_log: "gone",
  operation_step: "kept",
  order: "blank", // Number, plan, price and dates: tax law.
  ownership_transfer: "gone",
  registrar_job: "kept", // What a registrar was asked for and what it cost: ids, dates and amounts.
  registry_login: "gone",
  release: "gone",
  saved_card: "gone",
  secret_variable: "gone",
  service: "blank",
  service_entrant: "gone",
  service_exit: "gone",
  service_front: "gone",
  service_host: "gone",
  service_metric: "gone",
  service_run: "gone",
  session: "gone",
  source: "gone",
  sso_connection: "gone",
  sso_domain: "gone",
  template_secret: "gone",
  zone: "gone",
  zone_change: "gone",
  zone_record: "gone",
};

/** Every table with rows about a person. */
export const ofPerson: Readonly<Record<string, Fate>> = {
  acting: "kept",
  audit_personal: "gone",
  challenge: "gone",
  customer_note: "kept", // By its author's id; whose notes they are about is the account.
  device: "gone",
  email_change: "gone",
  email_verification: "gone",
  factor: "gone",
  factor_recovery: "gone",
  membership: "gone",
  password_reset: "gone",
  recovery_code: "gone",
  registration: "gone",
  session: "gone",
  sso_identity: "gone",
  sso_sign_in: "gone",
  staff_invitation: "gone",
};

export const goneWith = (fates: Readonly<Record<string, Fate>>): string[] =>
  Object.keys(fates).filter((table) => fates[table] === "gone");

/** As the platform. */
export async function deleteRows(
  tx: Tx,
  table: string,
  column: "account_id" | "person_id" | "customer_id" | "email",
  value: Id<"account"> | Id<"person"> | string,
): Promise<void> {
  await (tx as RawTx).execute(sql`delete from ${sql.identifier(table)} where ${sql.identifier(column)} = ${value}`);
}
