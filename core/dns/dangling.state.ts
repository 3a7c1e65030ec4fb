import type { DnsRecord } from "./record.state.ts";

/** Why a record leads nowhere, or to where somebody else could be met. Codes are API. */
export const danglingCodes = [
  /** An address of a node of ours, on which no website of the account answers by that name. */
  "dangling.no_website",
  /** Another name, of which its own name servers say that there is no such one. */
  "dangling.target_gone",
  /** A host for mail or a service, which has no address. */
  "dangling.target_without_address",
] as const;
export type DanglingCode = (typeof danglingCodes)[number];

export interface Dangling {
  code: DanglingCode;
  record: DnsRecord;
}
