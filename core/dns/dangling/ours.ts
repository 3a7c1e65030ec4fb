import { isIP } from "node:net";
import type { Tx } from "../../kernel/db.ts";
import type { Id } from "../../kernel/id.ts";
import type { Ports } from "../../kernel/operation.ts";
import * as Nodes from "../../nodes/index.ts";
import * as Services from "../../services/index.ts";
import type { AuthoritativeDns } from "../ports.ts";
import type { DnsRecord } from "../record.state.ts";
import { hostOf } from "./dangling.state.ts";
import type { Ours } from "./look.ts";

/** The hosts of ours that records of an account may lead to. */
export interface OurRows {
  nodes: readonly { host: string; isLeft: boolean }[];
  sites: ReadonlyMap<string, boolean>;
}

/** As the platform. */
export async function oursOf(
  tx: Tx,
  { sitesDomain }: Ports["addresses"],
  accountId: Id<"account">,
  records: readonly DnsRecord[],
): Promise<OurRows> {
  const sites = await Services.sitesOf(tx, accountId);
  const inUse = new Set(sites.map(({ nodeId }) => nodeId));
  const own = new Set(sites.map(({ name }) => `${name}.${sitesDomain}`));
  const named = records.flatMap((record) => hostOf(record) ?? []).filter((host) => host.endsWith(`.${sitesDomain}`));
  return {
    nodes: (await Nodes.hosts(tx)).map(({ id, host }) => ({ host: host.toLowerCase(), isLeft: !inUse.has(id) })),
    sites: new Map(named.map((host) => [host, !own.has(host)])),
  };
}

/** With the addresses of nodes that are known by name, where a record could be one of them. */
export async function ours(
  dns: AuthoritativeDns,
  { nodes, sites }: OurRows,
  records: readonly DnsRecord[],
): Promise<Ours> {
  const addresses = new Map<string, boolean>();
  const note = (address: string, isLeft: boolean) => addresses.set(address, isLeft && (addresses.get(address) ?? true));
  const wanted = records.some(({ type }) => type === "A" || type === "AAAA");
  for (const { host, isLeft } of wanted ? nodes : []) {
    if (isIP(host) !== 0) note(host, isLeft);
    else for (const address of await addressesOf(dns, host)) note(address, isLeft);
  }
  const hosts = new Map(nodes.map(({ host, isLeft }) => [host, isLeft]));
  return {
    isLeft: (address) => addresses.get(address),
    isLeftHost: (host) => sites.get(host) ?? hosts.get(host),
  };
}

/** Where nobody says it, nothing is a node's. */
async function addressesOf(dns: AuthoritativeDns, host: string): Promise<string[]> {
  const asked = await Promise.all((["A", "AAAA"] as const).map((type) => dns.ask(host, type).catch(() => [])));
  return [...new Set(asked.flat().flatMap(({ values }) => values ?? []))];
}
