import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Secret } from "#core/kernel/secret.ts";
import { newSshKeyPair } from "#core/nodes/ssh-key-pair.ts";
import { sshShells } from "#core/nodes/ssh-shell.ts";
import { labSupport } from "./support.ts";
import { accountOf, exec, type TestLab, testLab, userOfSlot } from "./test-lab.ts";

describe.skipIf(!labSupport().ok)("the doors of a node", () => {
  let node: TestLab;
  beforeAll(async () => {
    node = await testLab("doors");
    await node.operator.primitive("account-ensure", accountOf(1, [10_001]));
  });
  afterAll(() => node[Symbol.asyncDispose]());

  test.each([
    ["a shell", ""],
    ["any other program", "id"],
    ["a primitive with arguments", "sudo /usr/local/lib/rookery/node-facts --help"],
    ["a primitive after another command", "id; sudo /usr/local/lib/rookery/node-facts"],
    ["a primitive before another command", "node-facts; id"],
    ["a primitive and a newline", "node-facts\nid"],
    ["a command in a command", "$(id)"],
    ["what stands beside the primitives", "sudo /usr/local/lib/rookery/lib/image-build"],
    ["a way out of the folder", "../../../bin/sh"],
    ["the account's door", "sudo /usr/local/lib/rookery/door/account"],
  ])("the operator's refuses %s", async (_, command) => {
    const door = await node.ssh("rookery");
    const { code, out } = await exec(door, command);
    door.end();
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ code: "door.refused" });
  });

  test.each([
    "account-ensure",
    "node-facts",
    "sudo /usr/local/lib/rookery/node-facts",
    "bash",
    "podman ps",
    "stack-status -x",
  ])("an account's refuses %s", async (command) => {
    const door = await node.ssh(userOfSlot(1));
    const { code, out } = await exec(door, command);
    door.end();
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ code: "door.refused" });
  });

  test("an account's runs the stack primitives as its own user", async () => {
    const door = await node.ssh(userOfSlot(1));
    const { code, out } = await exec(door, "stack-status", JSON.stringify({ stack: "none" }));
    door.end();
    expect([code, JSON.parse(out)]).toEqual([0, { state: "absent", current: false, containers: [] }]);
  });

  test("neither gives a terminal or runs file transfers", async () => {
    for (const user of ["rookery", userOfSlot(1)]) {
      const door = await node.ssh(user);
      const terminal = await new Promise<boolean>((done) =>
        door.shell({ term: "xterm" }, (error, channel) => {
          channel?.destroy();
          done(error === undefined);
        }),
      );
      const files = await new Promise<boolean>((done) => door.sftp((error) => done(error === undefined)));
      door.end();
      expect([user, terminal, files]).toEqual([user, false, false]);
    }
  });

  test("the operator's forwards nothing", async () => {
    const door = await node.ssh("rookery");
    const opened = (open: (done: (error: Error | undefined) => void) => void) =>
      new Promise((done) => open((error) => done(error === undefined)));
    expect(await opened((done) => door.forwardOut("127.0.0.1", 1, "127.0.0.1", 80, done))).toBe(false);
    expect(await opened((done) => door.openssh_forwardOutStreamLocal("/run/user/20001/podman/podman.sock", done))).toBe(
      false,
    );
    expect(await opened((done) => door.forwardIn("127.0.0.1", 0, done))).toBe(false);
    door.end();
  });

  test.each(["rookery", userOfSlot(1), "root", "rookery-images", "rookery-ingress", "nobody"])(
    "%s cannot sign in with a password or another key",
    async (user) => {
      const { private: otherKey } = newSshKeyPair("lab");
      const refused = "All configured authentication methods failed";
      await expect(node.ssh(user, { password: "", privateKey: otherKey })).rejects.toThrow(refused);
    },
  );

  test.each(["root", "rookery-images", "rookery-ingress"])(
    "%s cannot sign in with the platform's key",
    async (user) => {
      await expect(node.ssh(user)).rejects.toThrow("All configured authentication methods failed");
    },
  );

  test("sshd offers keys and nothing else", async () => {
    const sshd = await node.lab.inside("sshd", ["-T"]);
    for (const setting of [
      "permitrootlogin no",
      "passwordauthentication no",
      "kbdinteractiveauthentication no",
      "authenticationmethods publickey",
      "x11forwarding no",
      "allowagentforwarding no",
      "permittty no",
    ]) {
      expect(sshd).toContain(`\n${setting}\n`);
    }
  });

  test("the platform's key works from the platform's address only", async () => {
    const key = await node.lab.inside("cat", ["/etc/rookery/platform_keys/operator"]);
    expect(key).toMatch(/^from="10\.0\.2\.2",restrict ssh-ed25519 /);
    await node.lab.inside("sed", ["-i", 's/from="10.0.2.2"/from="192.0.2.1"/', "/etc/rookery/platform_keys/operator"]);
    await expect(node.ssh("rookery")).rejects.toThrow("All configured authentication methods failed");
    await node.lab.inside("sed", ["-i", 's/from="192.0.2.1"/from="10.0.2.2"/', "/etc/rookery/platform_keys/operator"]);
  });

  test("a node that shows another host key than the pinned one gets nothing, not even a sign-in", async () => {
    const shells = sshShells({ privateKey: async () => new Secret(node.privateKey) });
    const [kind, body] = newSshKeyPair("lab").public.split(" ");
    const address = { host: node.lab.host, port: node.lab.sshPort, hostKey: `${kind} ${body}` };
    await expect(shells.on(address).primitive("node-facts", {})).rejects.toMatchObject({ code: "node.host_key" });
    await shells.close();
    const log = await node.lab.inside("journalctl", ["-q", "-u", "ssh", "-n", "3", "-o", "cat"]);
    expect(log).not.toMatch(/Accepted publickey[^\n]*\n?$/);
  });
});
