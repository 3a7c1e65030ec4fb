import { registrableName } from "../../hosting/index.ts";
import type { AuthoritativeDns } from "../ports.ts";
import { type DnsRecord, recordKey } from "../record.state.ts";
import { danglingCodes, hostOf, isClaimable, type Proof, type Seen, sendersOf } from "./dangling.state.ts";

/** What of ours records may lead to, by how they name it. */
export interface Ours {
  /** Whether an address is of one of our nodes, and nothing of the account is there. Undefined: not ours. */
  isLeft(address: string): boolean | undefined;
  /** The same of the name of a node, or of a website's own name. */
  isLeftHost(host: string): boolean | undefined;
}

/** Resolvers follow no more. */
const aliasesMax = 8;
const atOnce = 6;

/**
 * Looks where the records of a zone lead. Only what the servers that answer for a name say themselves is believed; where
 * they do not answer, or `until` is over before, nothing is known.
 */
export async function lookAtRecords(
  dns: AuthoritativeDns,
  records: readonly DnsRecord[],
  { origin, ours, until }: { origin: string; ours: Ours; until: number },
): Promise<Map<string, Seen>> {
  const seen = new Map<string, Seen>();
  const byHost = new Map<string, DnsRecord[]>();
  const senders = records.filter((record) => sendersOf(record).length > 0);
  for (const record of records) {
    const host = hostOf(record);
    if (host !== undefined) byHost.set(host, [...(byHost.get(host) ?? []), record]);
    else if (!senders.includes(record)) seen.set(recordKey(record), leftAt(record.data, ours.isLeft(record.data)));
  }
  const hosts = [...byHost].values();
  const work = async () => {
    for (const [host, leading] of hosts) {
      if (performance.now() >= until) return;
      const found = await lookAtHost(dns, host, { origin, ours });
      for (const record of leading) seen.set(recordKey(record), found);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  for (const record of senders) {
    if (performance.now() >= until) return seen;
    seen.set(recordKey(record), await lookAtSenders(dns, sendersOf(record), origin));
  }
  return seen;
}

/** Whoever comes to own what a policy takes in says who else may send mail in this name. The most dangerous one is told. */
async function lookAtSenders(dns: AuthoritativeDns, senders: readonly string[], origin: string): Promise<Seen> {
  const all: Seen[] = await Promise.all(
    senders.map(async (name): Promise<Seen> => {
      if (name === origin || name.endsWith(`.${origin}`)) return "fine";
      const existence = await dns.existence(name);
      if (existence.state === "absent") return absent(name, existence.zone);
      return existence.state === "there" ? "fine" : "unknown";
    }),
  );
  const found = all.filter((one): one is Proof => typeof one === "object");
  return (
    found.find(({ code }) => danglingCodes[code] === "danger") ??
    found[0] ??
    (all.includes("unknown") ? "unknown" : "fine")
  );
}

const leftAt = (target: string, isLeft: boolean | undefined): Seen =>
  isLeft ? { code: "dangling.left_here", target } : "fine";

async function lookAtHost(
  dns: AuthoritativeDns,
  host: string,
  { origin, ours }: { origin: string; ours: Ours },
): Promise<Seen> {
  const passed = new Set<string>();
  for (let at = host; passed.size < aliasesMax && !passed.has(at); ) {
    passed.add(at);
    // What a zone says of itself is checked while it is written.
    if (at === origin || at.endsWith(`.${origin}`)) return "fine";
    const isLeft = ours.isLeftHost(at);
    if (isLeft !== undefined) return leftAt(at, isLeft);
    const existence = await dns.existence(at);
    if (existence.state === "unknown") return "unknown";
    if (existence.state === "absent")
      return isClaimable(at) ? { code: "dangling.claimable", target: at } : absent(at, existence.zone);
    if (existence.alias === undefined) return "fine";
    at = existence.alias;
  }
  return "fine";
}

/** A name that is not there, by what the servers of this zone above it say. */
async function absent(host: string, zone: string): Promise<Proof> {
  const domain = await registrableName(host);
  // Its ending denies it, or what that is part of: endings of several labels need no zone of their own.
  const isLapsed = domain !== null && domain !== zone && domain.endsWith(`.${zone}`);
  return isLapsed ? { code: "dangling.domain_lapsed", target: domain } : { code: "dangling.target_gone", target: host };
}
