import ssh2, { type Client, type ClientChannel } from "ssh2";
import { DomainError } from "../kernel/errors.ts";
import type { Secret } from "../kernel/secret.ts";
import type { CallOptions, NodeAddress, NodeShell, NodeShells } from "./ports.ts";

const operator = "rookery";
const callTimeoutSeconds = 25;
const keepaliveMs = 10_000;
const answerMaxBytes = 4 * 1024 * 1024;
const noiseMaxBytes = 64 * 1024;

const unreachable = (cause?: unknown) =>
  new DomainError("unavailable", "node.unreachable", "The node cannot be reached.", { cause });

const otherKey = () =>
  new DomainError("conflict", "node.host_key", "The node shows another host key than the one it was added with.");

const noAnswer = (cause: Error) =>
  new DomainError("unavailable", "node.no_answer", "The node did not answer as it should.", { cause });

interface Connection {
  client: Client;
  uses: number;
  idle: NodeJS.Timeout | undefined;
}

export interface SshOptions {
  /** In OpenSSH's format. */
  privateKey(): Promise<Secret<string>>;
  connectTimeoutMs?: number;
  /** How long an unused connection stays open. */
  idleMs?: number;
}

/** Nodes over SSH, one connection each, kept while it is used and a little longer. */
export function sshShells(options: SshOptions): NodeShells {
  const { connectTimeoutMs = 8_000, idleMs = 60_000 } = options;
  const connections = new Map<string, Promise<Connection>>();

  async function connect(address: NodeAddress, ended: () => void): Promise<Connection> {
    const pinned = Buffer.from(address.hostKey.split(" ")[1] ?? "", "base64");
    const key = await options.privateKey();
    const client = new ssh2.Client();
    // Every call under way listens for the end of its connection.
    client.setMaxListeners(0);
    let keyFits = true;
    return new Promise((resolve, reject) => {
      client.once("ready", () => resolve({ client, uses: 0, idle: undefined }));
      client.on("error", (error) => {
        ended();
        reject(keyFits ? unreachable(error) : otherKey());
      });
      client.on("close", () => {
        ended();
        reject(unreachable());
      });
      client.connect({
        host: address.host,
        port: address.port,
        username: operator,
        privateKey: key.reveal(),
        readyTimeout: connectTimeoutMs,
        keepaliveInterval: keepaliveMs,
        keepaliveCountMax: 3,
        algorithms: { serverHostKey: ["ssh-ed25519"], cipher: ["aes256-gcm@openssh.com", "aes128-gcm@openssh.com"] },
        hostVerifier: (shown: Buffer) => {
          keyFits = shown.equals(pinned);
          return keyFits;
        },
      });
      // A call is several small packets: held back for the answer to the one before, each costs 40 ms.
      client.setNoDelay(true);
    });
  }

  /** The pin is part of the name: a connection made under another pin is never used for this one. */
  const nameOf = ({ host, port, hostKey }: NodeAddress) => `${host}:${port} ${hostKey}`;

  function connectionTo(address: NodeAddress): Promise<Connection> {
    const name = nameOf(address);
    const existing = connections.get(name);
    if (existing !== undefined) return existing;
    const forget = () => {
      if (connections.get(name) === made) connections.delete(name);
    };
    const made = connect(address, forget);
    connections.set(name, made);
    made.catch(forget);
    return made;
  }

  async function call(address: NodeAddress, name: string, input: unknown, options: CallOptions): Promise<unknown> {
    const connection = await connectionTo(address);
    connection.uses += 1;
    clearTimeout(connection.idle);
    try {
      const answer = await run(connection.client, name, JSON.stringify(input), options);
      return understand(name, answer);
    } finally {
      connection.uses -= 1;
      if (connection.uses === 0) connection.idle = setTimeout(() => giveUp(address, connection), idleMs).unref();
    }
  }

  /** Forgotten before it ends, so that no call meets a connection that is closing. */
  function giveUp(address: NodeAddress, { client }: Connection): void {
    connections.delete(nameOf(address));
    client.end();
  }

  return {
    on: (address): NodeShell => ({ primitive: (name, input, options = {}) => call(address, name, input, options) }),
    async close() {
      const open = [...connections.values()];
      connections.clear();
      for (const connection of open) (await connection.catch(() => undefined))?.client.end();
    },
  };
}

interface Answer {
  exitCode: number | null;
  out: string;
  noise: string;
}

/** The input goes to standard input as data; the command line holds the primitive's name and nothing else. */
function run(
  client: Client,
  name: string,
  input: string,
  { timeoutSeconds = callTimeoutSeconds }: CallOptions,
): Promise<Answer> {
  if (!/^[a-z]+(-[a-z]+)*$/.test(name)) throw new Error(`not the name of a primitive: ${name}`);
  return new Promise((resolve, reject) => {
    let channel: ClientChannel | undefined;
    const settle = (outcome: () => void) => {
      clearTimeout(timer);
      client.off("close", lost);
      outcome();
    };
    const giveUp = (error: DomainError) =>
      settle(() => {
        channel?.close();
        reject(error);
      });
    const lost = () => giveUp(unreachable(new Error("the connection ended during a call")));
    const timer = setTimeout(
      () => giveUp(new DomainError("unavailable", "node.timed_out", "The node took too long to answer.")),
      timeoutSeconds * 1000,
    );
    client.once("close", lost);
    const opened = (error: Error | undefined, opened: ClientChannel) => {
      if (error) return giveUp(unreachable(error));
      channel = opened;
      let exitCode: number | null = null;
      const tooMuch = () => giveUp(noAnswer(new Error(`${name} wrote more than ${answerMaxBytes} bytes`)));
      const out = collect(opened, answerMaxBytes, tooMuch);
      const noise = collect(opened.stderr, noiseMaxBytes, () => {});
      opened.on("exit", (code: number | null) => {
        exitCode = code;
      });
      opened.on("close", () => settle(() => resolve({ exitCode, out: out(), noise: noise() })));
      opened.end(input);
    };
    try {
      client.exec(`sudo /usr/local/lib/rookery/${name}`, opened);
    } catch (error) {
      giveUp(unreachable(error));
    }
  });
}

function collect(stream: NodeJS.ReadableStream, maxBytes: number, tooMuch: () => void): () => string {
  const chunks: Buffer[] = [];
  let bytes = 0;
  stream.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= maxBytes) chunks.push(chunk);
    else tooMuch();
  });
  return () => Buffer.concat(chunks).toString("utf8");
}

function understand(name: string, { exitCode, out, noise }: Answer): unknown {
  const cause = new Error(`${name} ended with ${exitCode}: ${out.slice(0, 2000)} ${noise.slice(-2000)}`);
  // No exit code: the command was killed, or the node went down under it.
  if (exitCode === null) throw unreachable(cause);
  let answer: unknown;
  try {
    answer = JSON.parse(out);
  } catch {
    throw noAnswer(cause);
  }
  if (exitCode === 0) return answer;
  const { code, message } = { ...(answer as { code?: unknown; message?: unknown } | null) };
  const passing = code === "node.busy" || code === "node.internal";
  throw new DomainError(
    passing ? "unavailable" : "conflict",
    typeof code === "string" ? code : "node.refused",
    typeof message === "string" ? message : "The node refused.",
    { cause },
  );
}
