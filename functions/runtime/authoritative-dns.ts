import { Resolver } from "node:dns/promises";
import { isIP } from "node:net";
import type { AskedType, AuthoritativeDns, Existence, ServerAnswer } from "#core/dns/ports.ts";
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
  const zoneAt = async (name: string, labelsMin: number) => {
    const labels = name.split(".");
    for (let from = 0; from <= labels.length - labelsMin; from++) {
      const zone = labels.slice(from).join(".");
      const asked = async (type: AskedType) =>
        recordsOf(resolverAt(everywhere), zone, type, everywhere ? refusing : absent);
      const servers = await asked("NS");
      // Of a name that stands for another one the servers of that one are said.
      if (servers.length > 0 && (await asked("CNAME")).length === 0) return { zone, servers: servers.toSorted() };
    }
    return null;
  };
  // What has one label is an ending that belongs to nobody.
  const zoneOf = (name: string) => zoneAt(name, 2);
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
  /** Of one server: what a name stands for, null where it stands for itself, undefined where it is not there. */
  const aliasAt = async (server: string, name: string): Promise<string | null | undefined> => {
    const [address] = await addressesOf(server);
    if (address === undefined) throw unanswered();
    const resolver = resolverAt([address]);
    try {
      const [alias = null] = await read(resolver, name, "CNAME");
      return alias;
    } catch (cause) {
      if (codeOf(cause) === "ENODATA") return null;
      if (codeOf(cause) !== "ENOTFOUND") throw unanswered(cause);
    }
    // Some that balance load deny names when they are asked for a type that they do not know.
    const said = await Promise.all((["A", "AAAA"] as const).map((type) => deniesAt(resolver, name, type)));
    return said.every(Boolean) ? undefined : null;
  };
  const seek = async (name: string): Promise<Existence> => {
    const found = await zoneAt(name, 1);
    if (!found) return { state: "unknown" };
    const said = await Promise.all(found.servers.slice(0, serversMax).map((server) => aliasAt(server, name)));
    if (said.every((alias) => alias === undefined)) return { state: "absent", zone: found.zone };
    const alias = said.find((one) => typeof one === "string");
    if (typeof alias === "string") return { state: "there", alias };
    return { state: said.includes(undefined) ? "unknown" : "there" };
  };
  return {
    zoneOf,
    // Who cannot be asked has not said that nobody is there.
    existence: (name) => seek(name).catch(() => ({ state: "unknown" })),
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
    if (nothing.has(codeOf(cause))) return [];
    throw unanswered(cause);
  }
}

/** NXDOMAIN alone denies a name; that it has nothing of this type does not. */
async function deniesAt(resolver: Resolver, name: string, type: AskedType): Promise<boolean> {
  try {
    await read(resolver, name, type);
    return false;
  } catch (cause) {
    if (codeOf(cause) === "ENODATA") return false;
    if (codeOf(cause) === "ENOTFOUND") return true;
    throw unanswered(cause);
  }
}

const codeOf = (cause: unknown): string => String((cause as { code?: unknown }).code);

const unanswered = (cause?: unknown) =>
  new DomainError("unavailable", "dns.unavailable", "The name servers do not answer. Try again in a moment.", {
    cause,
  });

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
