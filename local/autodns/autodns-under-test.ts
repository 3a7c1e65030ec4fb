import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Autodns, autodns } from "#core/domains/index.ts";
import { Secret } from "#core/kernel/secret.ts";
import { freePort } from "../platform/free-port.ts";
import { type LocalAutodns, startAutodns } from "./autodns.ts";

const login = { user: "rookery", password: "of the stand-in", context: 1 };

export interface AutodnsUnderTest extends AsyncDisposable {
  dir: string;
  local: LocalAutodns;
  /** As the platform calls it, with as many calls a second as the stand-in takes. */
  call: Autodns;
  /** Of the name server, where there is one. */
  nameServerPort: number | undefined;
  /** Ends it, and starts it again with what it kept. */
  restart(): Promise<void>;
}

export async function autodnsUnderTest(
  options: { nameServer?: boolean; callsPerSecond?: number; jobSeconds?: number } = {},
): Promise<AutodnsUnderTest> {
  const { nameServer = false, callsPerSecond = 1000, jobSeconds = 0 } = options;
  const dir = await mkdtemp(join(tmpdir(), "autodns-"));
  const nameServerPort = nameServer ? await freePort() : undefined;
  const start = () =>
    startAutodns({ dir, login, callsPerSecond, jobSeconds, ...(nameServerPort !== undefined && { nameServerPort }) });
  let local = await start();
  const client = () =>
    autodns({
      login: { ...login, password: new Secret(login.password) },
      url: local.url,
      userAgent: "rookery-test",
      takeTurn: async () => ({ allowed: true }),
    });
  let call = client();
  return {
    dir,
    nameServerPort,
    get local() {
      return local;
    },
    call: (request) => call(request),
    async restart() {
      await local.stop();
      local = await start();
      call = client();
    },
    async [Symbol.asyncDispose]() {
      await local.stop();
      await rm(dir, { recursive: true });
    },
  };
}
