import { randomBytes } from "node:crypto";
import { isIP } from "node:net";
import type { AuthoritativeDns } from "../../dns/ports.ts";
import { isPublic } from "../../kernel/public-address.ts";
import type { ChallengeMethod } from "../certificate.state.ts";
import { leadsOf } from "./addresses.ts";
import { forbids, type Issuer, relevantCaa } from "./caa.ts";
import type { FindingCode } from "./finding.state.ts";
import { askToken, type TokenAnswer } from "./token-call.ts";

/** Where a name's website is, and how it is given an answer to show. */
export interface Place {
  /** The node, as a name or an address, and the port of its ingress. */
  host: string;
  httpPort: number;
  put(token: string, answer: string): Promise<unknown>;
  remove(token: string): Promise<unknown>;
}

export interface Surroundings {
  dns: AuthoritativeDns;
  /** Whoever may be asked, in this order. */
  issuers: readonly (Omit<Issuer, "method"> & { directory: string })[];
  placeOf(name: string): Promise<Place | undefined>;
  /** What a name answers already; without it something is put there for as long as it is looked at. */
  answerOf?(name: string): { token: string; answer: string } | undefined;
  /** The zone on our name servers that a name is in, and those that hold it. */
  zoneOf(name: string): Promise<{ name: string; nameServers: readonly string[] } | undefined>;
  /** A name had its certificate before: what only may be wrong is less likely to be. */
  isRenewal: boolean;
  /** Since somebody began to wait. */
  ageSeconds: number;
}

export interface Found {
  code: FindingCode;
  name: string;
  found: string | null;
  /** Who would have to be allowed; of CAA records alone. */
  identity?: string;
}

/** Name servers that have not heard of a change yet, hear of it by then. */
const patienceSeconds = 15 * 60;

/** What is wrong, as far as that is certain, and which authorities a name lets issue. */
export interface Seen {
  found: Found | undefined;
  /** Directories of those that its CAA records refuse. */
  refused: string[];
}

/** Whoever cannot say keeps nobody waiting. */
const ifKnown = <T>(asked: Promise<T>): Promise<T | undefined> => asked.catch(() => undefined);

/** Looks at what decides whether an authority issues, name by name, and names the first thing that is wrong. */
export async function look(names: readonly string[], method: ChallengeMethod, around: Surroundings): Promise<Seen> {
  const refused = new Set<string>();
  for (const certified of names) {
    const name = certified.replace(/^\*\./, "");
    const [way, caa] = await Promise.all([
      method === "http-01" ? lookByPage(name, around) : lookByRecord(name, around),
      lookAtCaa(certified, method, around),
    ]);
    const found = way ?? caa.found;
    if (found) return { found, refused: caa.refused };
    for (const directory of caa.refused) refused.add(directory);
  }
  const all = around.issuers.length > 0 && refused.size === around.issuers.length;
  // Each name lets another one issue, and none of them all names.
  return { found: undefined, refused: all ? [] : [...refused] };
}

async function lookAtCaa(certified: string, method: ChallengeMethod, { dns, issuers }: Surroundings): Promise<Seen> {
  const wildcard = certified.startsWith("*.");
  const name = certified.replace(/^\*\./, "");
  const records = await ifKnown(relevantCaa(dns, name));
  if (!records) return { found: undefined, refused: [] };
  const refusing = issuers.filter((issuer) => forbids(records, { ...issuer, method }, wildcard));
  const refused = refusing.map(({ directory }) => directory);
  if (issuers.length === 0 || refusing.length < issuers.length) return { found: undefined, refused };
  const identity = issuers[0]?.identities[0];
  const found = { code: "certificate.caa_forbids" as const, name: certified, found: records.domain };
  return { found: { ...found, ...(identity !== undefined && { identity }) }, refused };
}

async function lookByRecord(name: string, { dns, zoneOf }: Surroundings): Promise<Found | undefined> {
  const [zone, seen] = await Promise.all([zoneOf(name), ifKnown(dns.zoneOf(name))]);
  if (!zone || zone.nameServers.length === 0 || !seen || seen.servers.length === 0) return undefined;
  const ours = new Set(zone.nameServers.map((server) => server.toLowerCase()));
  if (seen.servers.some((server) => ours.has(server))) return undefined;
  return { code: "certificate.delegated_elsewhere", name: zone.name, found: seen.servers[0] ?? null };
}

async function lookByPage(name: string, around: Surroundings): Promise<Found | undefined> {
  const { dns, ageSeconds } = around;
  const place = await around.placeOf(name);
  if (!place) return undefined;
  const [leads, own] = await Promise.all([ifKnown(leadsOf(dns, name)), addressesOf(dns, place.host)]);
  if (leads?.state === "loop") return { code: "certificate.name_loop", name, found: null };
  if (leads?.state === "known" && leads.addresses.length === 0)
    return { code: "certificate.no_address", name, found: null };
  const addresses = leads?.state === "known" ? leads.addresses : [];
  const wrong = await withToken(name, { place, known: around.answerOf?.(name) }, async (answerAt) => {
    const here = await answerAt(place.host);
    if (here.state === "closed") return { code: "certificate.port_closed", name, found: null } as const;
    if (here.state === "other") return { code: "certificate.answer_hidden", name, found: String(here.status) } as const;
    const foreign = own.size === 0 ? [] : addresses.filter((address) => !own.has(address));
    for (const address of foreign) {
      const answer: TokenAnswer = isPublic(address) ? await answerAt(address) : { state: "closed" };
      if (answer.state === "answers" || (answer.state === "unsure" && !isStale(address, foreign, addresses, around)))
        continue;
      const code = isIP(address) === 6 ? "certificate.ipv6_elsewhere" : "certificate.address_elsewhere";
      return { code, name, found: address } as const;
    }
    return undefined;
  });
  if (wrong) return wrong;
  const [lacking] = leads?.state === "known" ? leads.lacking : [];
  if (lacking === undefined || ageSeconds >= patienceSeconds) return undefined;
  return { code: "certificate.not_everywhere", name, found: lacking };
}

/**
 * Where we have no way to IPv6: an address that somebody else's IPv4 goes with is theirs on purpose, as of one who stands
 * before the website; beside the website's own it was left behind.
 */
const isStale = (
  address: string,
  foreign: readonly string[],
  addresses: readonly string[],
  { isRenewal }: Surroundings,
): boolean =>
  isIP(address) === 6 &&
  !isRenewal &&
  addresses.some((each) => isIP(each) === 4) &&
  foreign.every((each) => isIP(each) === 6);

async function withToken(
  name: string,
  { place, known }: { place: Place; known: { token: string; answer: string } | undefined },
  run: (answerAt: (address: string) => Promise<TokenAnswer>) => Promise<Found | undefined>,
): Promise<Found | undefined> {
  if (known) return run((address) => askToken({ address, port: place.httpPort }, { name, ...known }));
  const token = randomBytes(24).toString("base64url");
  const answer = `${token}.${randomBytes(24).toString("base64url")}`;
  await place.put(token, answer);
  try {
    return await run((address) => askToken({ address, port: place.httpPort }, { name, token, answer }));
  } finally {
    await place.remove(token);
  }
}

/** Empty: that is not known. */
async function addressesOf(dns: AuthoritativeDns, host: string): Promise<ReadonlySet<string>> {
  if (isIP(host) !== 0) return new Set([host]);
  const leads = await ifKnown(leadsOf(dns, host));
  return new Set(leads?.state === "known" ? leads.addresses : []);
}
