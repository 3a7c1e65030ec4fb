import { createServer } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { Secret } from "../kernel/secret.ts";
import type { NodeShells } from "./ports.ts";
import { newSshKeyPair } from "./ssh-key-pair.ts";
import { sshShells } from "./ssh-shell.ts";
import { answer, startTestNode, type TestNode } from "./test-node.ts";

const key = newSshKeyPair("test");
const options = { privateKey: async () => new Secret(key.private), connectTimeoutMs: 1_000 };
let node: TestNode;
let shells: NodeShells;

beforeAll(async () => {
  node = await startTestNode({ publicKey: key.public, behaviour: answer({}) });
});
afterAll(() => node.close());
beforeEach(() => {
  shells = sshShells(options);
  node.calls.length = 0;
  node.signedIn = 0;
  node.behave(answer({ fine: true }));
});
afterEach(() => shells.close());

const shell = () => shells.on(node.address);
const otherPin = (): string => {
  const { public: other } = newSshKeyPair("test");
  return other.split(" ").slice(0, 2).join(" ");
};
const refusal = (code: string, kind: string) => expect.objectContaining({ code, kind });

test("a primitive is run through the operator's door and its answer returned", async () => {
  expect(await shell().primitive("node-facts", {})).toEqual({ fine: true });
  expect(node.calls).toMatchObject([{ user: "rookery", command: "sudo /usr/local/lib/rookery/node-facts" }]);
});

test("a node that shows another host key than the pinned one is refused before we prove who we are", async () => {
  const moved = shells.on({ ...node.address, hostKey: otherPin() });
  await expect(moved.primitive("node-facts", {})).rejects.toEqual(refusal("node.host_key", "conflict"));
  expect(node).toMatchObject({ signedIn: 0, calls: [] });
});

test("a connection made under one pin serves no call under another", async () => {
  await shell().primitive("node-facts", {});
  const moved = shells.on({ ...node.address, hostKey: otherPin() });
  await expect(moved.primitive("node-facts", {})).rejects.toEqual(refusal("node.host_key", "conflict"));
  expect(node.calls).toHaveLength(1);
});

test.each(["", "ssh-ed25519", "ssh-ed25519 !", "nonsense"])("a pin of %j fits no node", async (hostKey) => {
  const unpinned = shells.on({ ...node.address, hostKey });
  await expect(unpinned.primitive("node-facts", {})).rejects.toEqual(refusal("node.host_key", "conflict"));
});

test("what a customer typed reaches a node on standard input and never on the command line", async () => {
  const typed = { name: "$(reboot)`id`", quotes: `'"; rm -rf / #`, lines: "a\nb\u0000c", letters: "Zoë 漢字 🐦" };
  await shell().primitive("account-ensure", typed);
  expect(node.calls.map(({ command }) => command)).toEqual(["sudo /usr/local/lib/rookery/account-ensure"]);
  expect(JSON.parse(node.calls[0]?.input ?? "")).toEqual(typed);
});

test.each(["", "a b", "../sh", "a;b", "A", "a-", "a\nb"])("%j is not the name of a primitive", async (name) => {
  await expect(shell().primitive(name, {})).rejects.toThrow("not the name of a primitive");
  expect(node.calls).toHaveLength(0);
});

test("a refusal keeps the primitive's code and message and is final", async () => {
  node.behave(answer({ code: "disk.full", message: "The disk is full." }, 1));
  const refused = shell().primitive("site-write", {});
  await expect(refused).rejects.toMatchObject({ code: "disk.full", message: "The disk is full.", kind: "conflict" });
});

test.each(["node.busy", "node.internal"])("%s may pass and is worth another try", async (code) => {
  node.behave(answer({ code, message: "Later." }, 1));
  await expect(shell().primitive("site-write", {})).rejects.toEqual(refusal(code, "unavailable"));
});

test.each([
  ["nothing", "", 0],
  ["half of an answer", '{"fine":', 0],
  ["a shell's complaint", "sudo: a password is required", 1],
])("%s in place of an answer is worth another try", async (_, out, code) => {
  node.behave(answer(out, code));
  await expect(shell().primitive("node-facts", {})).rejects.toEqual(refusal("node.no_answer", "unavailable"));
});

test.each([[null], [[]], [7], [{ code: 1, message: {} }]])(
  "a failure that says %j is a refusal without a reason",
  async (out) => {
    node.behave(answer(out, 1));
    await expect(shell().primitive("node-facts", {})).rejects.toEqual(refusal("node.refused", "conflict"));
  },
);

test("a command that was killed is worth another try", async () => {
  node.behave(({ channel }) => {
    channel.write("{}");
    channel.exit("KILL");
    channel.end();
  });
  await expect(shell().primitive("node-facts", {})).rejects.toEqual(refusal("node.unreachable", "unavailable"));
});

test("what a command writes to its standard error is kept for the log and out of the answer", async () => {
  node.behave(({ channel }) => {
    channel.stderr.write("warning: x");
    channel.write('{"code":"disk.full","message":"Full."}');
    channel.exit(1);
    channel.end();
  });
  const failure = await shell()
    .primitive("node-facts", {})
    .catch((error: Error) => error);
  expect(failure).toMatchObject({ message: "Full.", cause: { message: expect.stringContaining("warning: x") } });
});

test("a call that takes too long is given up, and the connection serves the next one", async () => {
  let closed = false;
  node.behave(({ channel }) => {
    channel.on("close", () => {
      closed = true;
    });
  });
  const slow = shell().primitive("node-facts", {}, { timeoutSeconds: 0.05 });
  await expect(slow).rejects.toEqual(refusal("node.timed_out", "unavailable"));
  node.behave(answer({ fine: true }));
  expect(await shell().primitive("node-facts", {})).toEqual({ fine: true });
  expect(node.signedIn).toBe(1);
  await expect.poll(() => closed).toBe(true);
});

test("an answer without end is given up instead of filling our memory", async () => {
  let written = 0;
  node.behave(({ channel }) => {
    const chunk = Buffer.alloc(64 * 1024, "a");
    const pour = () => {
      while (!channel.destroyed && written < 512 * chunk.length) {
        written += chunk.length;
        if (!channel.write(chunk)) return channel.once("drain", pour);
      }
      channel.exit(0);
      channel.end();
    };
    pour();
  });
  await expect(shell().primitive("node-facts", {})).rejects.toEqual(refusal("node.no_answer", "unavailable"));
  expect(written).toBeLessThan(16 * 1024 * 1024);
});

test("an answer of 4 MB is whole", async () => {
  const text = "é".repeat(2_000_000);
  node.behave(answer({ text }));
  expect(await shell().primitive("node-facts", {})).toEqual({ text });
});

test("a connection that drops during a call is worth another try, and the next call makes a new one", async () => {
  node.behave(() => node.drop());
  await expect(shell().primitive("node-facts", {})).rejects.toEqual(refusal("node.unreachable", "unavailable"));
  node.behave(answer({ fine: true }));
  expect(await shell().primitive("node-facts", {})).toEqual({ fine: true });
  expect(node.signedIn).toBe(2);
});

test("a connection that drops between calls does not fail the next call", async () => {
  await shell().primitive("node-facts", {});
  node.drop();
  await expect.poll(() => node.open).toBe(0);
  expect(await shell().primitive("node-facts", {})).toEqual({ fine: true });
});

test("calls at once share one connection and each gets its own answer", async () => {
  node.behave(({ channel, input }) => answer(JSON.parse(input))({ channel } as never));
  const numbers = Array.from({ length: 20 }, (_, n) => n);
  const answers = await Promise.all(numbers.map((n) => shell().primitive("node-facts", { n })));
  expect(answers).toEqual(numbers.map((n) => ({ n })));
  expect(node.signedIn).toBe(1);
});

test("a node that does not let us in is unreachable", async () => {
  const stranger = newSshKeyPair("test");
  const others = sshShells({ ...options, privateKey: async () => new Secret(stranger.private) });
  const refused = others.on(node.address).primitive("node-facts", {});
  await expect(refused).rejects.toEqual(refusal("node.unreachable", "unavailable"));
  expect(node.calls).toHaveLength(0);
});

test("an address where nothing listens is unreachable at once", async () => {
  const closed = await startTestNode({ publicKey: key.public, behaviour: answer({}) });
  await closed.close();
  const call = shells.on(closed.address).primitive("node-facts", {});
  await expect(call).rejects.toEqual(refusal("node.unreachable", "unavailable"));
});

test("an address that accepts and says nothing is given up", async () => {
  const mute = createServer(() => {});
  await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
  const { port } = mute.address() as { port: number };
  const impatient = sshShells({ ...options, connectTimeoutMs: 100 });
  const call = impatient.on({ ...node.address, port }).primitive("node-facts", {});
  await expect(call).rejects.toEqual(refusal("node.unreachable", "unavailable"));
  mute.close();
});

test("a connection that nobody uses any more is closed, and the next call makes a new one", async () => {
  const brief = sshShells({ ...options, idleMs: 20 });
  await brief.on(node.address).primitive("node-facts", {});
  await expect.poll(() => node.open).toBe(0);
  expect(await brief.on(node.address).primitive("node-facts", {})).toEqual({ fine: true });
  await brief.close();
});

test("a call right after an idle connection began to close is not lost with it", async () => {
  const brief = sshShells({ ...options, idleMs: 0 });
  for (let n = 0; n < 20; n++) {
    expect(await brief.on(node.address).primitive("node-facts", {})).toEqual({ fine: true });
    await new Promise((resolve) => setTimeout(resolve, n % 3));
  }
  await brief.close();
});

test("a key that cannot be opened fails the call, and the next call asks for it again", async () => {
  let opened = 0;
  const locked = sshShells({
    ...options,
    privateKey: async () => {
      opened += 1;
      if (opened === 1) throw new Error("no key today");
      return new Secret(key.private);
    },
  });
  await expect(locked.on(node.address).primitive("node-facts", {})).rejects.toThrow("no key today");
  expect(await locked.on(node.address).primitive("node-facts", {})).toEqual({ fine: true });
  await locked.close();
});

test("closing ends every connection", async () => {
  await shell().primitive("node-facts", {});
  await shells.close();
  await expect.poll(() => node.open).toBe(0);
});
