import { wholeName } from "./domain-name.state.ts";
import { type DnsRecord, recordKey } from "./record.state.ts";
import type { RecordType } from "./record-type.state.ts";

/** What records of one zone do to each other. Codes are API; errors keep a change from being made, warnings do not. */
const rules = {
  "zone.duplicate": "error",
  "zone.cname_at_top": "error",
  "zone.cname_beside_others": "error",
  "zone.several_cnames": "error",
  "zone.alias_beside_addresses": "error",
  "zone.ttls_differ": "error",
  "zone.name_servers_at_top": "error",
  "zone.below_delegation": "error",
  "zone.target_is_cname": "error",
  "zone.mx_none_beside_others": "error",
  "zone.several_spf": "error",
  "zone.several_dmarc": "error",
  "zone.target_is_missing": "warning",
  "zone.service_name": "warning",
} as const;

export type ZoneRule = keyof typeof rules;

export interface ZoneFinding {
  code: ZoneRule;
  severity: "error" | "warning";
  /** The records that it is about. */
  records: readonly DnsRecord[];
}

const addresses: ReadonlySet<RecordType> = new Set(["A", "AAAA"]);
/** The field that names a host which has to be there, and must not be an alias (RFC 2181, section 10.3). */
const hostField: Partial<Record<RecordType, number>> = { MX: 1, NS: 0, SRV: 3 };

const found = (code: ZoneRule, records: readonly DnsRecord[]): ZoneFinding[] =>
  records.length === 0 ? [] : [{ code, severity: rules[code], records }];

const byType = (records: readonly DnsRecord[], type: RecordType) => records.filter((record) => record.type === type);

function groups<K>(records: readonly DnsRecord[], keyOf: (record: DnsRecord) => K): Map<K, DnsRecord[]> {
  const grouped = new Map<K, DnsRecord[]>();
  for (const record of records) {
    const group = grouped.get(keyOf(record));
    if (group) group.push(record);
    else grouped.set(keyOf(record), [record]);
  }
  return grouped;
}

const several = (code: ZoneRule, records: readonly DnsRecord[]) => (records.length > 1 ? found(code, records) : []);
const startsWith = (text: string) => (record: DnsRecord) =>
  record.type === "TXT" && record.data.toLowerCase().startsWith(`"${text}`);

function atOneName(name: string, records: readonly DnsRecord[]): ZoneFinding[] {
  const cnames = byType(records, "CNAME");
  const aliases = byType(records, "ALIAS");
  const nobody = byType(records, "MX").filter(({ data }) => data === "0 .");
  const beside = records.filter(({ type }) => type !== "CNAME");
  const addressed = records.filter(({ type }) => addresses.has(type));
  return [
    ...(name === "" ? found("zone.cname_at_top", cnames) : []),
    ...(name === "" ? found("zone.name_servers_at_top", byType(records, "NS")) : []),
    ...several("zone.several_cnames", cnames),
    ...(cnames.length > 0 && beside.length > 0 ? found("zone.cname_beside_others", [...cnames, ...beside]) : []),
    ...(aliases.length > 0 ? several("zone.alias_beside_addresses", [...aliases, ...addressed]) : []),
    ...(nobody.length > 0 ? several("zone.mx_none_beside_others", byType(records, "MX")) : []),
    ...several("zone.several_spf", records.filter(startsWith("v=spf1"))),
    ...(/^_dmarc(\.|$)/.test(name) ? several("zone.several_dmarc", records.filter(startsWith("v=dmarc1"))) : []),
    ...(/(^|\.)_[a-z0-9-]+\._(tcp|udp|tls|sctp)(\.|$)/.test(name)
      ? []
      : found("zone.service_name", [...byType(records, "SRV"), ...byType(records, "TLSA")])),
    ...[...groups(records, ({ type }) => type).values()]
      .filter((same) => new Set(same.map(({ ttl }) => ttl)).size > 1)
      .flatMap((same) => found("zone.ttls_differ", same)),
  ];
}

/** What is below a name that others answer for is not seen by anybody, but for the addresses of those others. */
function belowDelegations(names: Map<string, DnsRecord[]>): ZoneFinding[] {
  const delegated = [...names].filter(([name, records]) => name !== "" && byType(records, "NS").length > 0);
  return delegated.flatMap(([parent, records]) => {
    const hidden = [...names].flatMap(([name, there]) => {
      if (name === parent) return there.filter(({ type }) => type !== "NS" && !addresses.has(type));
      return name.endsWith(`.${parent}`) ? there.filter(({ type }) => !addresses.has(type)) : [];
    });
    return hidden.length === 0 ? [] : found("zone.below_delegation", [...byType(records, "NS"), ...hidden]);
  });
}

function targets(names: Map<string, DnsRecord[]>, origin: string): ZoneFinding[] {
  const whole = new Map([...names].map(([name, records]) => [`${wholeName(name, origin)}.`, records]));
  const wildcards = [...names.keys()].filter((name) => name === "*" || name.startsWith("*."));
  const covered = (target: string) =>
    wildcards.some((name) => target.endsWith(`.${wholeName(name, origin).slice("*.".length)}.`));
  return [...names.values()].flat().flatMap((record) => {
    const field = hostField[record.type];
    const target = field === undefined ? undefined : record.data.split(" ")[field];
    if (target === undefined || target === "." || !`.${target}`.endsWith(`.${origin}.`)) return [];
    const there = whole.get(target);
    if (there?.some(({ type }) => type === "CNAME")) return found("zone.target_is_cname", [record]);
    const answers = there?.some(({ type }) => addresses.has(type) || type === "ALIAS") ?? covered(target);
    return answers ? [] : found("zone.target_is_missing", [record]);
  });
}

/** What is wrong with these records together. The zone's own name servers are its provider's, and not among them. */
export function checkZone(records: readonly DnsRecord[], origin: string): ZoneFinding[] {
  const names = groups(records, ({ name }) => name);
  const identical = groups(records, ({ ttl: _, ...record }) => recordKey({ ...record, ttl: 0 }));
  return [
    ...[...identical.values()].flatMap((same) => several("zone.duplicate", same)),
    ...[...names].flatMap(([name, there]) => atOneName(name, there)),
    ...belowDelegations(names),
    ...targets(names, origin),
  ];
}
