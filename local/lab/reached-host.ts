import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { join, resolve } from "node:path";
import type { Lab } from "./lab.ts";

/** A server on this machine's loopback that a node may reach, by TLS, as a host of its own. */
export interface ReachedHost {
  name: string;
  port: number;
  /** PEM of the authority that the node has to trust. */
  authority: string;
}

const script = resolve(import.meta.dirname, "../../node-bootstrap/lab/reach-host.sh");

/**
 * Lets a node reach one server of this machine and nothing else of its loopback: through a Unix socket in the folder that the node has
 * as its /home. Returns what ends it.
 */
export async function reachHost(dir: string, host: ReachedHost, inside: Lab["inside"]): Promise<() => Promise<void>> {
  const folder = join(dir, "home/.reached");
  const socket = join(folder, host.name);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await rm(socket, { force: true });
  const server = createServer({ allowHalfOpen: false }, (near) => {
    const far = connect({ host: "127.0.0.1", port: host.port });
    for (const end of [near, far]) {
      end.on("error", () => {
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(socket, done);
  });
  server.unref();
  await chmod(socket, 0o600);
  await writeFile(join(folder, `${host.name}.crt`), host.authority);
  await inside("bash", ["-s", "-", host.name], await readFile(script, "utf8"));
  return async () => {
    server.close();
    await rm(socket, { force: true });
  };
}
