import type { DnsRecord } from "./record.state.ts";
import { recordKey } from "./record.state.ts";
import type { RecordType } from "./record-type.state.ts";
import { checkZone, type ZoneFinding, type ZoneRule } from "./zone-rules.state.ts";

/** What stands against a change: what records do to each other, and what our name servers' operator may not take. */
export type FindingCode = ZoneRule | "provider.untried";

export interface Finding {
  code: FindingCode;
  severity: "error" | "warning";
  records: readonly DnsRecord[];
}

/** Sentences that say what to do. */
export const english: Readonly<Record<FindingCode, string>> = {
  "zone.duplicate": "This record is there already.",
  "zone.cname_at_top": "The domain itself cannot be a CNAME. Use ALIAS in its place.",
  "zone.cname_beside_others": "A name with a CNAME has no other records. Remove one or the other.",
  "zone.several_cnames": "A name has one CNAME at most.",
  "zone.alias_beside_addresses": "A name has one ALIAS and no A or AAAA record beside it.",
  "zone.ttls_differ": "Records of one name and type share one time to live.",
  "zone.name_servers_at_top": "The domain's own name servers are changed with its registrar, not here.",
  "zone.below_delegation": "Others answer for this name: what stands here below it is seen by nobody.",
  "zone.target_is_cname": "This has to lead to a name with addresses, and that name is a CNAME.",
  "zone.mx_none_beside_others": 'A "." takes no mail at all: there is no other MX record beside it.',
  "zone.several_spf": "A name has one SPF record. Put both into one, or mail fails the check.",
  "zone.several_dmarc": "There is one DMARC record at most.",
  "zone.target_is_missing": "The name that this leads to has no address in this zone.",
  "zone.service_name": "Records of this type usually stand at a name such as _sip._tcp.",
  "provider.untried": "Not every name server takes this type. If it is refused, the change is undone and says so.",
};

export const findingText = (code: FindingCode): string => english[code];

/** Types that no name server of ours was seen to take yet. */
const untried: ReadonlySet<RecordType> = new Set(["TLSA", "SSHFP", "HTTPS", "SVCB"]);

const keyOf = ({ code, records }: ZoneFinding) => [code, ...records.map(recordKey).toSorted()].join("\n");

/** What a change brings about. What was wrong before and stays so keeps nobody from changing something else. */
export function findingsOf(before: readonly DnsRecord[], after: readonly DnsRecord[], origin: string): Finding[] {
  const known = new Set(checkZone(before, origin).map(keyOf));
  const there = new Set(before.map(recordKey));
  const added = after.filter((record) => !there.has(recordKey(record)));
  return [
    ...checkZone(after, origin).filter((finding) => !known.has(keyOf(finding))),
    ...added
      .filter(({ type }) => untried.has(type))
      .map((record): Finding => ({ code: "provider.untried", severity: "warning", records: [record] })),
  ];
}
