import { startAutodns } from "../autodns/autodns.ts";
import { nameServerIsHere } from "../autodns/name-server.ts";
import { freePort } from "./free-port.ts";

export interface RegistrarOptions {
  dir: string;
  password: string;
  log?: (line: string) => void;
}

/** The stand-in for AutoDNS; where Knot is installed its zones are answered for, and functions ask nobody else. */
export async function startRegistrar({ dir, password, log }: RegistrarOptions) {
  const user = "rookery";
  const context = 1;
  const nameServerPort = nameServerIsHere() ? await freePort() : undefined;
  const { url, stop } = await startAutodns({
    ...{ dir, login: { user, password, context } },
    ...(nameServerPort !== undefined && { nameServerPort }),
    ...(log && { log }),
  });
  const address = new URL(url);
  address.username = user;
  address.password = password;
  address.searchParams.set("context", String(context));
  const env: Readonly<Record<string, string>> = {
    AUTODNS_URL: address.href,
    ...(nameServerPort !== undefined && { NAME_SERVERS: `127.0.0.1:${nameServerPort}` }),
  };
  return { env, stop };
}
