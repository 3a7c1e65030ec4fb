import { pebbleIsHere, startPebble } from "../acme/pebble.ts";

export interface CertificatesOptions {
  dir: string;
  /** Where websites answer on this machine. */
  sitesPort: number;
  /** `address:port` of who answers for zones here. */
  nameServer: string | undefined;
}

export interface Certificates {
  env: Readonly<Record<string, string>>;
  /** Who issues certificates, or why nobody does. */
  what: string;
  /** Who signs them, as PEM: other ones at each start. Null: nobody issues any. */
  root: string | null;
  stop(): Promise<void>;
}

/** An authority of this machine's own where Debian's pebble is installed. Nobody else is asked from here. */
export async function startCertificates({ dir, sitesPort, nameServer }: CertificatesOptions): Promise<Certificates> {
  if (!pebbleIsHere()) {
    const what = "none, websites answer http alone: apt-get install pebble";
    return { env: { CERTIFICATE_AUTHORITIES: "[]" }, what, root: null, stop: async () => {} };
  }
  const leadsHere = (name: string) => name === "localhost" || name.endsWith(".localhost");
  const nameServerPort = nameServer === undefined ? undefined : Number(nameServer.split(":").at(-1));
  const pebble = await startPebble({ dir, httpPort: sitesPort, leadsHere, nameServerPort });
  const { directory, authority, stop } = pebble;
  const env = { CERTIFICATE_AUTHORITIES: JSON.stringify([{ directory, authority }]) };
  return { env, what: "issued by an authority of this machine's own", root: await pebble.root(), stop };
}
