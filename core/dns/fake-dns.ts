import type { AskedType, AuthoritativeDns } from "./ports.ts";

export interface FakeDns extends AuthoritativeDns {
  /** Has a zone answered for by servers of these names. */
  serve(zone: string, servers?: readonly string[]): void;
  /** What a name has from now on, at all of its servers or at some. */
  set(name: string, type: AskedType, values: readonly string[], at?: readonly string[]): void;
  /** A server that answers nobody, until it is told otherwise. */
  silence(server: string, silent?: boolean): void;
}

/** The name servers of the Internet, as far as a test says what is there. */
export function fakeDns(): FakeDns {
  const zones = new Map<string, readonly string[]>();
  const records = new Map<string, readonly string[]>();
  const silent = new Set<string>();
  const zoneOf: AuthoritativeDns["zoneOf"] = async (name) => {
    const labels = name.split(".");
    const zone = labels.map((_, from) => labels.slice(from).join(".")).find((end) => zones.has(end));
    return zone === undefined ? null : { zone, servers: zones.get(zone) ?? [] };
  };
  const keyOf = (server: string, name: string, type: AskedType) => `${server} ${name} ${type}`;
  return {
    zoneOf,
    async ask(name, type) {
      const { servers } = (await zoneOf(name)) ?? { servers: [] };
      return servers.map((server) => ({
        server,
        values: silent.has(server) ? null : (records.get(keyOf(server, name, type)) ?? []),
      }));
    },
    async existence(name) {
      const found = await zoneOf(name);
      if (!found || found.servers.some((server) => silent.has(server))) return { state: "unknown" };
      const [server = ""] = found.servers;
      const [alias] = records.get(keyOf(server, name, "CNAME")) ?? [];
      const any = `*.${name.slice(name.indexOf(".") + 1)}`;
      if (alias !== undefined) return { state: "there", alias };
      const has = [...records].some(([key, values]) => {
        const [, owner = ""] = key.split(" ");
        return values.length > 0 && (owner === name || owner === any || owner.endsWith(`.${name}`));
      });
      return has || found.zone === name ? { state: "there" } : { state: "absent", zone: found.zone };
    },
    serve: (zone, servers = [`a.ns.${zone}`, `b.ns.${zone}`]) => void zones.set(zone, servers),
    set(name, type, values, at) {
      const labels = name.split(".");
      const zone = labels.map((_, from) => labels.slice(from).join(".")).find((end) => zones.has(end)) ?? "";
      for (const server of at ?? zones.get(zone) ?? []) records.set(keyOf(server, name, type), values);
    },
    silence: (server, on = true) => void (on ? silent.add(server) : silent.delete(server)),
  };
}
