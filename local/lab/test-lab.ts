import { cp, mkdtemp, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import ssh2, { type Client } from "ssh2";
import { Secret } from "#core/kernel/secret.ts";
import type { NodeShell } from "#core/nodes/index.ts";
import { newSshKeyPair } from "#core/nodes/ssh-key-pair.ts";
import { sshShells } from "#core/nodes/ssh-shell.ts";
import { layImages } from "./images.ts";
import { type Lab, type LabOptions, startLab } from "./lab.ts";

const testFiles = resolve(import.meta.dirname, "../../node-bootstrap/test");

export interface TestLab extends AsyncDisposable {
  lab: Lab;
  dir: string;
  operator: NodeShell;
  privateKey: string;
  /** A bare SSH connection with the platform's key. */
  ssh(user: string, options?: { privateKey?: string; password?: string }): Promise<Client>;
  /** Runs a script inside as a user, the way a process of theirs would that got out of its container. */
  as(uid: number, script: string, ...args: string[]): Promise<string>;
  /** Starts the node again in the same folder. */
  startAgain(): Promise<void>;
}

interface TestLabOptions extends Partial<LabOptions> {
  images?: readonly string[];
  /** What kind of node it is. */
  starts?: (options: LabOptions) => Promise<Lab>;
}

/** A throwaway node with a key of its own. `images` are laid down where the cache has them. */
export async function testLab(
  name: string,
  { images = [], starts = startLab, ...options }: TestLabOptions = {},
): Promise<TestLab> {
  const dir = await mkdtemp(join(tmpdir(), "rookery-lab-"));
  await layImages(dir, images);
  const pair = newSshKeyPair("lab");
  const shells = sshShells({ privateKey: async () => new Secret(pair.private) });
  const start = () =>
    starts({ dir, name, sshPort: 0, httpPort: 0, platformPublicKey: pair.public, log: () => {}, ...options });
  /** As the platform calls: what is still starting is asked for again. */
  const patient = (shell: NodeShell): NodeShell => ({
    async primitive(called, input, callOptions) {
      const waits = called === "stack-apply" && (input as { waitSeconds?: number } | null)?.waitSeconds !== 0;
      for (let turn = 1; ; turn++) {
        const answer = await shell.primitive(called, input, callOptions);
        if (!waits || turn === 6 || (answer as { state?: string }).state !== "starting") return answer;
      }
    },
  });
  const made = {
    lab: await start(),
    dir,
    privateKey: pair.private,
    get operator() {
      const { host, sshPort: port, hostKey } = made.lab;
      return patient(shells.on({ host, port, hostKey }));
    },
    ssh: (user: string, credentials = {}) =>
      new Promise<Client>((done, fail) => {
        const client = new ssh2.Client();
        client.once("ready", () => done(client)).once("error", fail);
        const { host, sshPort: port } = made.lab;
        client.connect({ host, port, username: user, privateKey: pair.private, readyTimeout: 20_000, ...credentials });
      }),
    as: (uid: number, script: string, ...args: string[]) => {
      const home = `cd ~ 2> /dev/null; ${script}`;
      const identity = ["--reuid", String(uid), "--regid", String(uid), "--clear-groups"];
      const env = ["env", `HOME=/home/${userOfSlot(uid - 20_000)}`, `XDG_RUNTIME_DIR=/run/user/${uid}`];
      return made.lab.inside("setpriv", [...identity, ...env, "bash", "-c", home, "-", ...args]);
    },
    async startAgain() {
      made.lab = await start();
    },
    async [Symbol.asyncDispose]() {
      await shells.close();
      // Nothing of it is kept: its sites need not be stopped one by one.
      await made.lab.kill();
      await rm(dir, { recursive: true, force: true });
    },
  };
  await cp(testFiles, join(dir, "home/test"), { recursive: true });
  return made;
}

export const userOfSlot = (slot: number): string => `c-test${String(slot).padStart(4, "0")}`;

export const accountOf = (slot: number, ports: number[]) => ({
  user: userOfSlot(slot),
  slot,
  limits: { memoryMb: 512, cpuPercent: 100, processes: 512, diskMb: 1024 },
  ports,
});

/** The compose file of a static site, as the platform writes it. */
export const siteOf = (slot: number, stack: string, port: number, page: string) => ({
  user: userOfSlot(slot),
  stack,
  compose: JSON.stringify({
    services: {
      web: {
        image: "localhost/rookery/static:2",
        read_only: true,
        tmpfs: ["/tmp"],
        cap_drop: ["ALL"],
        security_opt: ["no-new-privileges"],
        ports: [`127.0.0.1:${port}:8080`],
        volumes: ["./www:/srv/www:ro"],
      },
    },
  }),
  files: { "www/index.html": page },
  waitSeconds: 20,
});

/** One command over SSH: how it ended and what it wrote. */
export const exec = (client: Client, command: string, input = "{}"): Promise<{ code: number | null; out: string }> =>
  new Promise((done, fail) => {
    client.exec(command, (error, channel) => {
      if (error) return fail(error);
      let out = "";
      let code: number | null = null;
      channel.setEncoding("utf8");
      channel.on("data", (text: string) => {
        out += text;
      });
      channel.stderr.resume();
      channel.on("exit", (status: number | null) => {
        code = status;
      });
      channel.on("close", () => done({ code, out }));
      channel.end(input);
    });
  });

interface Visit {
  status: number | undefined;
  text: string;
}

/** A site's page as a visitor of the node's ingress gets it; with a form, as one who sends it. */
export const visit = (
  lab: Pick<Lab, "host" | "httpPort">,
  host: string,
  path = "/",
  form?: URLSearchParams,
): Promise<Visit> =>
  new Promise((done, fail) => {
    const method = form ? "POST" : "GET";
    const headers = { host, ...(form && { "content-type": "application/x-www-form-urlencoded" }) };
    const options = { host: lab.host, port: lab.httpPort, method, path, headers, agent: false };
    const call = request(options, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        text += part;
      });
      response.on("end", () => done({ status: response.statusCode, text }));
    });
    call.on("error", fail);
    call.end(form?.toString());
  });
