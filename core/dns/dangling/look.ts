import { isPublicSuffix } from "../../hosting/index.ts";
import type { AuthoritativeDns } from "../ports.ts";
import { type DnsRecord, recordKey } from "../record.state.ts";
import { hostOf, isClaimable, type Seen } from "./dangling.state.ts";

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
  for (const record of records) {
    const host = hostOf(record);
    if (host === undefined) seen.set(recordKey(record), leftAt(record.data, ours.isLeft(record.data)));
    else byHost.set(host, [...(byHost.get(host) ?? []), record]);
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
  return seen;
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
    if (existence.state === "absent") return absent(at, existence.zone);
    if (existence.alias === undefined) return "fine";
    at = existence.alias;
  }
  return "fine";
}

/** A name that is not there, by what the servers of this zone above it say. */
function absent(host: string, zone: string): Seen {
  if (isClaimable(host)) return { code: "dangling.claimable", target: host };
  if (isPublicSuffix(zone)) {
    const labels = host.slice(0, -(zone.length + 1)).split(".");
    return { code: "dangling.domain_lapsed", target: `${labels.at(-1)}.${zone}` };
  }
  return { code: "dangling.target_gone", target: host };
}
