import type { AuthoritativeDns } from "../../dns/ports.ts";
import type { ChallengeMethod } from "../certificate.state.ts";

/** Who would issue, as CAA records name it. */
export interface Issuer {
  /** Empty: it does not say. Then only what forbids everybody forbids it. */
  identities: readonly string[];
  /** By which it knows us; undefined before it has been told. */
  accountUrl: string | undefined;
  method: ChallengeMethod;
}

interface Property {
  critical: boolean;
  tag: string;
  value: string;
}

const known = new Set(["issue", "issuewild", "iodef", "issuemail", "issuevmc", "contactemail", "contactphone"]);
/** Authorities follow as many names that stand for others. */
const aliasesMax = 8;

/** `0 issue "letsencrypt.org"`, as the name servers' port has it. */
function propertyOf(text: string): Property | undefined {
  const [, flags, tag = "", quoted = ""] = /^(\d+) (\S*) (".*")$/s.exec(text) ?? [];
  if (flags === undefined) return undefined;
  return { critical: (Number(flags) & 128) !== 0, tag: tag.toLowerCase(), value: String(JSON.parse(quoted)) };
}

/** Who may issue, and on which terms (RFC 8659, 4.2; RFC 8657). What cannot be read allows nobody. */
function permits(value: string, { identities, accountUrl, method }: Issuer): boolean {
  const [domain = "", ...terms] = value.split(";").map((part) => part.trim());
  if (domain === "") return false;
  if (identities.length > 0 && !identities.includes(domain.toLowerCase())) return false;
  return terms.every((term) => {
    const [, name = "", said = ""] = /^([\w-]+)\s*=\s*(\S*)$/.exec(term) ?? [];
    if (name.toLowerCase() === "accounturi") return accountUrl === undefined || said === accountUrl;
    if (name.toLowerCase() === "validationmethods") return said.split(",").includes(method);
    return true;
  });
}

/** Whether one server's records let the issuer have a certificate for a name, or for a wildcard. */
export function allows(records: readonly string[], issuer: Issuer, wildcard: boolean): boolean {
  const properties = records.flatMap((text) => propertyOf(text) ?? []);
  if (properties.some(({ critical, tag }) => critical && !known.has(tag))) return false;
  const tagged = (wanted: string) => properties.filter(({ tag }) => tag === wanted);
  const wild = wildcard ? tagged("issuewild") : [];
  const relevant = wild.length > 0 ? wild : tagged("issue");
  return relevant.length === 0 || relevant.some(({ value }) => permits(value, issuer));
}

export interface CaaRecords {
  /** Whose they are: the name itself, or one above it. */
  domain: string;
  /** What each server that answers has. */
  sets: readonly (readonly string[])[];
}

/** What each server of a name says, following names that stand for others. Undefined: that is not known. */
async function setsAt(dns: AuthoritativeDns, name: string): Promise<readonly (readonly string[])[] | undefined> {
  const seen = new Set<string>();
  for (let at = name; !seen.has(at) && seen.size < aliasesMax; ) {
    seen.add(at);
    const [records, aliases] = await Promise.all([dns.ask(at, "CAA"), dns.ask(at, "CNAME")]);
    const sets = records.flatMap(({ values }) => (values === null ? [] : [values]));
    if (records.length > 0 && sets.length === 0) return undefined;
    if (sets.some((set) => set.length > 0)) return sets;
    const [alias] = aliases.flatMap(({ values }) => values ?? []);
    if (alias === undefined) return sets;
    at = alias;
  }
  return undefined;
}

/** The records that decide for a name: its own, or those of the nearest name above it. Undefined: nobody can say. */
export async function relevantCaa(dns: AuthoritativeDns, name: string): Promise<CaaRecords | null | undefined> {
  const labels = name.split(".");
  for (let from = 0; from < labels.length - 1; from++) {
    const domain = labels.slice(from).join(".");
    const sets = await setsAt(dns, domain);
    if (sets === undefined) return undefined;
    if (sets.some((set) => set.length > 0)) return { domain, sets };
  }
  return null;
}

/** Servers that disagree are about to agree: only what all of them say is certain. */
export const forbids = ({ sets }: CaaRecords, issuer: Issuer, wildcard: boolean): boolean =>
  sets.every((records) => !allows(records, issuer, wildcard));
