import { Resolver } from "node:dns/promises";
import { isIP } from "node:net";
import type { AskedType, AuthoritativeDns, ServerAnswer } from "#core/dns/ports.ts";
import { DomainError } from "#core/kernel/errors.ts";
import { isPublic } from "#core/kernel/public-address.ts";

const timeoutMs = 3_000;
/** What a name server says when there is nothing of the kind. */
const absent = new Set(["ENOTFOUND", "ENODATA"]);
/** One that has no other servers to ask refuses what is in none of its zones. */
const refusing = new Set([...absent, "EREFUSED"]);
/** More are not asked: what that many agree on is so. */
const serversMax = 6;

export interface AuthoritativeDnsOptions {
  /** `address:port` of servers that answer for every zone, where the Internet's are not to be asked. */
  everywhere?: readonly string[] | undefined;
}

/** Finds a zone's servers through the machine's own resolver, and then asks each of them itself. */
export function authoritativeDns({ everywhere }: AuthoritativeDnsOptions = {}): AuthoritativeDns {
  const zoneOf = async (name: string) => {
    const labels = name.split(".");
    // What has one label is an ending that belongs to nobody.
    for (let from = 0; from < labels.length - 1; from++) {
      const zone = labels.slice(from).join(".");
      const servers = await recordsOf(resolverAt(everywhere), zone, "NS", everywhere ? refusing : absent);
      if (servers.length > 0) return { zone, servers: servers.toSorted() };
    }
    return null;
  };
  const addressesOf = async (server: string): Promise<string[]> => {
    if (everywhere) return [...everywhere];
    const found = await Promise.all(
      (["A", "AAAA"] as const).map((type) => recordsOf(resolverAt(), server, type).catch(() => [])),
    );
    // Whoever has a zone chooses its servers: they must not lead into our own network.
    return found.flat().filter((address) => isPublic(address));
  };
  const askOne = async (server: string, name: string, type: AskedType): Promise<ServerAnswer> => {
    const [address] = await addressesOf(server);
    if (address === undefined) return { server, values: null };
    const values = await recordsOf(resolverAt([address]), name, type).catch(() => null);
    return { server, values };
  };
  return {
    zoneOf,
    async ask(name, type) {
      const found = await zoneOf(name);
      if (!found) return [];
      return Promise.all(found.servers.slice(0, serversMax).map((server) => askOne(server, name, type)));
    },
  };
}

function resolverAt(servers?: readonly string[]): Resolver {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 2 });
  if (servers) resolver.setServers(servers.map((server) => (isIP(server) === 6 ? `[${server}]` : server)));
  return resolver;
}

async function recordsOf(
  resolver: Resolver,
  name: string,
  type: AskedType,
  nothing: ReadonlySet<string> = absent,
): Promise<string[]> {
  try {
    return await read(resolver, name, type);
  } catch (cause) {
    if (nothing.has(String((cause as { code?: unknown }).code))) return [];
    const message = "The name servers do not answer. Try again in a moment.";
    throw new DomainError("unavailable", "dns.unavailable", message, { cause });
  }
}

const named = (name: string): string => name.toLowerCase().replace(/\.$/, "");

async function read(resolver: Resolver, name: string, type: AskedType): Promise<string[]> {
  switch (type) {
    case "A":
      return resolver.resolve4(name);
    case "AAAA":
      return resolver.resolve6(name);
    case "CNAME":
      return (await resolver.resolveCname(name)).map(named);
    case "NS":
      return (await resolver.resolveNs(name)).map(named);
    case "MX":
      return (await resolver.resolveMx(name)).map(({ priority, exchange }) => `${priority} ${named(exchange)}`);
    case "TXT":
      return (await resolver.resolveTxt(name)).map((parts) => parts.join(""));
    case "CAA":
      return (await resolver.resolveCaa(name)).map(caaText);
  }
}

/** Node names the property that is set, and beside it the type of the record. */
function caaText({ critical, ...properties }: { critical: number }): string {
  const [tag = "", value = ""] =
    Object.entries(properties as Record<string, string>).find(([name]) => name !== "type") ?? [];
  return `${critical} ${tag} ${JSON.stringify(value)}`;
}
