import { asciiName } from "../domain-name.state.ts";
import { type DnsRecord, recordKey } from "../record.state.ts";
import type { RecordType } from "../record-type.state.ts";

/** What is wrong with where a record leads. Codes are API; of what is `danger` somebody else may become the owner. */
export const danglingCodes = {
  "dangling.domain_lapsed": "danger",
  "dangling.claimable": "danger",
  "dangling.target_gone": "warning",
  "dangling.left_here": "warning",
} as const;
export type DanglingCode = keyof typeof danglingCodes;
export const danglingNames = [
  "dangling.domain_lapsed",
  "dangling.claimable",
  "dangling.target_gone",
  "dangling.left_here",
] as const satisfies readonly DanglingCode[];
export type DanglingSeverity = (typeof danglingCodes)[DanglingCode];

export interface Proof {
  code: DanglingCode;
  /** The name that is not there, the domain that nobody has, or the host of ours. */
  target: string;
}

/** A record and what was found of it, the first time and once more some hours later. */
export interface Suspicion extends Proof, DnsRecord {
  /** ISO, as jsonb keeps it. */
  firstAt: string;
  /** Null: seen once, which nobody is told. */
  provenAt: string | null;
}

/** What a look at one record came to: nobody could say, it leads where somebody is, or it does not. */
export type Seen = "unknown" | "fine" | Proof;

/** Between two looks that have to come to the same: what passes by does so meanwhile. */
export const proofHours = 4;

/**
 * What is known of a zone's records after another look. What could not be looked at stays as it was; what leads somewhere
 * again, or is gone, is forgotten.
 */
export function afterLook(
  known: readonly Suspicion[],
  records: readonly DnsRecord[],
  seen: ReadonlyMap<string, Seen>,
  now: Date,
): Suspicion[] {
  const before = new Map(known.map((one) => [recordKey(one), one]));
  return records.flatMap((record) => {
    const key = recordKey(record);
    const [one, found = "unknown"] = [before.get(key), seen.get(key)];
    if (found === "unknown") return one ? [one] : [];
    if (found === "fine") return [];
    const { name, type, ttl, data } = record;
    if (one?.code !== found.code || one.target !== found.target)
      return [{ name, type, ttl, data, ...found, firstAt: now.toISOString(), provenAt: null }];
    const isProven = now.getTime() - Date.parse(one.firstAt) >= proofHours * 3_600_000;
    return [one.provenAt === null && isProven ? { ...one, provenAt: now.toISOString() } : one];
  });
}

/** Those that are certain, of records that are there still. */
export function provenIn<R extends DnsRecord>(known: readonly Suspicion[], records: readonly R[]) {
  const there = new Map(records.map((record) => [recordKey(record), record]));
  return known.flatMap(({ code, target, firstAt, provenAt, ...record }) => {
    const held = there.get(recordKey(record));
    return held && provenAt !== null ? [{ record: held, code, severity: danglingCodes[code], target, firstAt }] : [];
  });
}

/** The part of a record's data that names a host. */
const hostField: Partial<Record<RecordType, number>> = {
  ...{ ALIAS: 0, CNAME: 0, NS: 0, MX: 1, SRV: 3, HTTPS: 1, SVCB: 1 },
};

/** The host that a record leads to, as DNS has it and without its dot; undefined: it leads to none. */
export function hostOf({ type, data }: Pick<DnsRecord, "type" | "data">): string | undefined {
  const field = hostField[type];
  const host = field === undefined ? undefined : data.split(" ")[field];
  return host === undefined || host === "." ? undefined : host.replace(/\.$/, "").toLowerCase();
}

/** What is quoted in a TXT record, as one text. */
const textIn = (data: string): string =>
  [...data.matchAll(/"((?:[^"\\]|\\.)*)"/gs)].map(([, part = ""]) => part.replaceAll(/\\([^0-9])/g, "$1")).join("");

/**
 * The names whose policies a policy for senders takes in (RFC 7208, 5.2 and 6.1), as far as they are ever read: what comes after
 * `all` is not. What is put together of each message's own parts leads to no name by itself.
 */
export function sendersOf({ type, data }: Pick<DnsRecord, "type" | "data">): string[] {
  const [version, ...terms] = type === "TXT" ? textIn(data).split(/ +/) : [];
  if (version?.toLowerCase() !== "v=spf1") return [];
  const end = terms.findIndex((term) => /^[+?~-]?all$/i.test(term));
  const read = end < 0 ? terms : terms.slice(0, end);
  const named = read.flatMap((term) => {
    const [, name] = /^(?:[+?~-]?include:|redirect=)([^%\s]+)$/i.exec(term) ?? [];
    return asciiName(name ?? "")?.toLowerCase() ?? [];
  });
  return [...new Set(named)];
}

/**
 * Hosts below which whoever comes first has a name, and where the DNS itself says that nobody has it. Others, which answer
 * for every name below them, cannot be told by the DNS and do not belong here.
 */
const claimable = [
  ...["azurewebsites.net", "cloudapp.net", "cloudapp.azure.com", "trafficmanager.net", "azure-api.net"],
  ...["azurecontainer.io", "blob.core.windows.net", "elasticbeanstalk.com"],
];

export const isClaimable = (host: string): boolean => claimable.some((domain) => host.endsWith(`.${domain}`));
