import ssh2 from "ssh2";
import { expect, test } from "vitest";
import { newSshKeyPair } from "./ssh-key-pair.ts";

test.each(["", "r", "rookery", "a longer comment"])(
  "an SSH library reads both halves of a key with the comment %j, and what one signs the other verifies",
  (comment) => {
    const pair = newSshKeyPair(comment);
    const [privateKey, publicKey] = [ssh2.utils.parseKey(pair.private), ssh2.utils.parseKey(pair.public)];
    if (privateKey instanceof Error || publicKey instanceof Error) throw new Error("unreadable");
    expect(privateKey.type).toBe("ssh-ed25519");
    expect(privateKey.comment).toBe(comment);
    expect(privateKey.getPublicSSH()).toEqual(publicKey.getPublicSSH());
    const signature = privateKey.sign("what is signed");
    if (signature instanceof Error) throw signature;
    expect(publicKey.verify("what is signed", signature)).toBe(true);
    expect(publicKey.verify("something else", signature)).toBe(false);
  },
);

test("every key is another", () => {
  expect(newSshKeyPair("x").private).not.toBe(newSshKeyPair("x").private);
});
