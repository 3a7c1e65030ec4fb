import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { httpsCall } from "#core/certificates/acme/https-call.ts";
import { freePort } from "../platform/free-port.ts";
import { refuseProduction } from "../platform/refuse-production.ts";
import { loopbackCertificate } from "../s3/certificate.ts";
import { startRenewalWindow } from "./renewal-window.ts";
import { startResolver } from "./resolver.ts";

const program = "/usr/bin/pebble";
export const pebbleIsHere = (): boolean => existsSync(program);

export interface PebbleOptions {
  /** Its files, made anew at each start: it forgets everything when it stops. */
  dir: string;
  /** Where names answer HTTP on this machine. */
  httpPort: number;
  /** Whether a name leads to this machine. */
  leadsHere: (name: string) => boolean;
  /** Of a name server that answers for zones, for everything else. */
  nameServerPort?: number | undefined;
  /** Percent of nonces that are refused on purpose, as authorities do when they forget them. */
  noncesRefused?: number;
  /** Takes accounts of this customer alone: an id, and a key in base64url. */
  customer?: { id: string; key: string };
}

export interface LocalAuthority {
  directory: string;
  /** Who signed the certificate of its own server. */
  authority: string;
  /** Who signs what it issues: other ones at each start. */
  root(): Promise<string>;
  /** What orders said that they replace, as renewal information names certificates. */
  replaced: readonly string[];
  stop(): Promise<void>;
}

/** Pebble from Debian on ports of 127.0.0.1: a real ACME server, which looks at names by a resolver of ours, with renewal information before it. */
export async function startPebble(options: PebbleOptions): Promise<LocalAuthority> {
  refuseProduction("certificate authority");
  const { dir, httpPort, leadsHere, nameServerPort, noncesRefused = 5, customer } = options;
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const server = await loopbackCertificate(dir, new Date());
  const { authority } = server;
  const [port, managementPort] = [await freePort(), await freePort()];
  const config = {
    pebble: {
      listenAddress: `127.0.0.1:${port}`,
      managementListenAddress: `127.0.0.1:${managementPort}`,
      certificate: join(dir, "server.pem"),
      privateKey: join(dir, "server-key.pem"),
      httpPort,
      tlsPort: 1,
      ocspResponderURL: "",
      externalAccountBindingRequired: customer !== undefined,
      ...(customer && { externalAccountMACKeys: { [customer.id]: customer.key } }),
    },
  };
  const file = join(dir, "pebble.json");
  await writeFile(file, JSON.stringify(config), { mode: 0o600 });
  const resolver = await startResolver({ leadsHere, nameServerPort });
  const env = { PATH: "/usr/bin:/bin", PEBBLE_VA_NOSLEEP: "1", PEBBLE_WFE_NONCEREJECT: String(noncesRefused) };
  const args = ["-config", file, "-dnsserver", `127.0.0.1:${resolver.port}`];
  // It dies with this process: one that was killed must not leave it behind.
  const child = spawn("setpriv", ["--pdeathsig", "KILL", program, ...args], {
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const said = wordsOf(child);
  const call = httpsCall({ authority });
  const management = `https://127.0.0.1:${managementPort}`;
  const front = await startRenewalWindow({ server, authority: `https://127.0.0.1:${port}`, management });
  const directory = `https://127.0.0.1:${front.port}/dir`;
  const stop = async () => {
    await front.stop();
    const ended = child.exitCode === null && child.signalCode === null ? once(child, "exit") : undefined;
    child.kill("SIGTERM");
    await ended;
    await resolver.stop();
  };
  try {
    for (let tries = 0; ; tries++) {
      if (child.exitCode !== null || tries > 600) throw new Error(`Pebble does not answer: ${said()}`);
      const answered = await call(`https://127.0.0.1:${port}/dir`, { method: "GET" }).catch(() => undefined);
      if (answered?.status === 200) break;
      await delay(50);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    directory,
    authority,
    replaced: front.replaced,
    root: async () => (await call(`${management}/roots/0`, { method: "GET" })).body,
    stop,
  };
}

function wordsOf(child: ChildProcess): () => string {
  let words = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    words = `${words}${text}`.slice(-4096);
  });
  child.once("error", (error) => {
    words = `${words}${error.message}`;
  });
  return () => words;
}
