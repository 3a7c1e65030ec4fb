import { Resolver } from "node:dns/promises";
import { get, type IncomingMessage, type RequestOptions } from "node:http";
import { get as getSecurely } from "node:https";

export interface Visited {
  status: number | undefined;
  location: string | undefined;
  /** How long browsers come by https alone from then on. */
  hsts: string | undefined;
}

/**
 * As a visitor whose resolver leads to this machine. By https there has to be a certificate of that name whose chain ends at
 * `authority`, else it is refused.
 */
export function visit(address: string, authority: string): Promise<Visited> {
  const { protocol, host, hostname, port, pathname } = new URL(address);
  const to: RequestOptions = { host: "127.0.0.1", port, path: pathname, headers: { host }, agent: false };
  return new Promise((resolve, reject) => {
    const done = (response: IncomingMessage) => {
      const { location, "strict-transport-security": hsts } = response.resume().headers;
      resolve({ status: response.statusCode, location, hsts });
    };
    const sent =
      protocol === "https:" ? getSecurely({ ...to, servername: hostname, ca: authority }, done) : get(to, done);
    sent.on("error", reject);
  });
}

/** What a name server says of a name: its addresses and where it leads on to; nothing of a name that it does not know. */
export async function recordsAt(nameServer: string, name: string): Promise<string[]> {
  const resolver = new Resolver({ timeout: 5_000, tries: 3 });
  resolver.setServers([nameServer]);
  const nothing = (error: NodeJS.ErrnoException) => {
    if (error.code === "ENODATA" || error.code === "ENOTFOUND") return [];
    throw error;
  };
  const onward = await resolver.resolveCname(name).catch(nothing);
  return onward.length > 0 ? onward : resolver.resolve4(name).catch(nothing);
}
