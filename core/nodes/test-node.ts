import { type AddressInfo, createServer, type Socket } from "node:net";
import ssh2, { type Connection, type ServerChannel } from "ssh2";
import type { NodeAddress } from "./ports.ts";
import { newSshKeyPair } from "./ssh-key-pair.ts";

/** What a node does with one command. */
export type Behaviour = (call: Call) => void;

export interface Call {
  user: string;
  command: string;
  /** All that came on standard input. */
  input: string;
  channel: ServerChannel;
  connection: Connection;
}

export interface TestNode {
  address: NodeAddress;
  /** Every command that arrived, in order. */
  calls: Call[];
  /** Connections that were let in, and those that are still open. */
  signedIn: number;
  open: number;
  /** How it answers from now on. */
  behave(behaviour: Behaviour): void;
  /** Ends every connection without a word, as a node that loses power. */
  drop(): void;
  close(): Promise<void>;
}

export interface TestNodeOptions {
  /** Lets in this key, in OpenSSH's format, and no other. */
  publicKey: string;
  behaviour: Behaviour;
}

/** Exits with `code` after writing `out`, as a primitive does. */
export const answer =
  (out: unknown, code = 0): Behaviour =>
  ({ channel }) => {
    channel.write(typeof out === "string" ? out : JSON.stringify(out));
    channel.exit(code);
    channel.end();
  };

/** An SSH server on loopback with a host key of its own, which runs nothing. */
export async function startTestNode({ publicKey, behaviour }: TestNodeOptions): Promise<TestNode> {
  const hostKey = newSshKeyPair("test");
  const allowed = ssh2.utils.parseKey(publicKey);
  if (allowed instanceof Error) throw allowed;
  const sockets = new Set<Socket>();
  let behaves = behaviour;

  const ssh = new ssh2.Server({ hostKeys: [hostKey.private] }, (connection) => {
    let user = "";
    connection.on("error", () => {});
    connection.on("authentication", (attempt) => {
      user = attempt.username;
      const ours = attempt.method === "publickey" && attempt.key.data.equals(allowed.getPublicSSH());
      if (!ours) return attempt.reject(["publickey"]);
      const { signature, blob } = attempt;
      const proven = signature === undefined || (blob !== undefined && allowed.verify(blob, signature) === true);
      if (proven) attempt.accept();
      else attempt.reject();
    });
    connection.on("ready", () => {
      node.signedIn += 1;
    });
    connection.on("session", (accept) => {
      accept().on("exec", (acceptCommand, _refuse, { command }) => {
        const channel = acceptCommand();
        const chunks: Buffer[] = [];
        channel.on("data", (chunk: Buffer) => chunks.push(chunk));
        channel.on("end", () => {
          const call = { user, command, input: Buffer.concat(chunks).toString(), channel, connection };
          node.calls.push(call);
          behaves(call);
        });
      });
    });
  });
  const listener = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    node.open += 1;
    socket.once("close", () => {
      sockets.delete(socket);
      node.open -= 1;
    });
    ssh.injectSocket(socket);
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const { port } = listener.address() as AddressInfo;

  const node: TestNode = {
    address: { host: "127.0.0.1", port, hostKey: hostKey.public.split(" ").slice(0, 2).join(" ") },
    calls: [],
    signedIn: 0,
    open: 0,
    behave(next) {
      behaves = next;
    },
    drop() {
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      node.drop();
      await new Promise<void>((resolve) => listener.close(() => resolve()));
    },
  };
  return node;
}
