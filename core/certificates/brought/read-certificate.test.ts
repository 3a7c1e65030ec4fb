import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DomainError } from "../../kernel/errors.ts";
import { testCertificate } from "../test-chain.ts";
import { readCertificate } from "./read-certificate.ts";

const now = new Date("2026-11-23T08:00:00Z");
const root = testCertificate("Test Root", { now, days: 3650 });
const between = testCertificate("Test Intermediate", { now, by: root, days: 1000 });
const names = ["garden.net", "www.garden.net"];
const leaf = testCertificate("garden.net", { now, names, by: between });
const given = { pem: "", pkcs12: "", password: "" };
const chain = leaf.pem + between.pem;

const codeOf = (what: Partial<typeof given>, at = now): string => {
  try {
    readCertificate({ ...given, ...what }, at);
    return "taken";
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
};

describe("a certificate that somebody brings", () => {
  test("is put in order, without its root, whatever the order was", () => {
    const pem = `A comment\n${root.pem}${leaf.keyPem}${between.pem.replaceAll("\n", "\r\n")}${leaf.pem}`;
    const read = readCertificate({ ...given, pem }, now);
    expect(read).toMatchObject({ names, chain, key: leaf.keyPem });
    expect(read.notAfter.getTime() - now.getTime()).toBe(90 * 86_400_000);
  });

  test.each<[string, Partial<typeof given>, string]>([
    ["is nothing", {}, "upload.no_certificate"],
    ["is a key alone", { pem: leaf.keyPem }, "upload.no_certificate"],
    ["is an authority's", { pem: root.pem }, "upload.no_certificate"],
    ["is of another key", { pem: chain + root.pem + testCertificate("x", { now }).keyPem }, "upload.key_mismatch"],
    ["lacks one of its chain", { pem: leaf.pem + root.pem + leaf.keyPem }, "upload.chain_incomplete"],
    ["lacks its root, which nobody knows", { pem: chain + leaf.keyPem }, "upload.chain_incomplete"],
    ["has two keys", { pem: chain + root.pem + leaf.keyPem + between.keyPem }, "upload.many_keys"],
    ["is for no host", { pem: nameless() }, "upload.no_names"],
    ["is cut off", { pem: leaf.pem.replace(/.{20}\n-----END/, "\n-----END") }, "upload.unreadable"],
    ["is no PKCS #12", { pkcs12: Buffer.from("something else").toString("base64") }, "upload.unreadable"],
  ])("that %s is refused", (_, what, code) => {
    expect(codeOf(what)).toBe(code);
  });

  test("that has ended, or not begun, is refused", () => {
    const pem = chain + root.pem + leaf.keyPem;
    expect(codeOf({ pem }, new Date(now.getTime() + 91 * 86_400_000))).toBe("upload.expired");
    expect(codeOf({ pem }, new Date(now.getTime() - 2 * 86_400_000))).toBe("upload.not_yet");
  });

  test("with an encrypted key wants its password, and no other", () => {
    const encrypted = leaf.key.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "open" });
    const pem = chain + root.pem + encrypted;
    expect(codeOf({ pem })).toBe("upload.password_missing");
    expect(codeOf({ pem, password: "shut" })).toBe("upload.password_wrong");
    expect(readCertificate({ ...given, pem, password: "open" }, now).key).toBe(leaf.keyPem);
  });
});

function nameless(): string {
  const one = testCertificate("nobody", { now, names: [], by: root });
  return one.pem + root.pem + one.keyPem;
}

describe.skipIf(!existsSync("/usr/bin/openssl"))("a PKCS #12 file of OpenSSL", () => {
  function exported(...options: string[]): string {
    const dir = mkdtempSync(join(tmpdir(), "rookery-pkcs12-"));
    try {
      const file = (name: string, content: string) => {
        writeFileSync(join(dir, name), content);
        return join(dir, name);
      };
      const pem = file("pem", leaf.keyPem + chain + root.pem);
      const out = join(dir, "out.p12");
      const args = ["pkcs12", "-export", "-in", pem, "-out", out, "-passout", "pass:größe open", ...options];
      execFileSync("/usr/bin/openssl", args, { stdio: "pipe" });
      return readFileSync(out).toString("base64");
    } finally {
      rmSync(dir, { recursive: true });
    }
  }

  test.each([
    ["as it is made today", []],
    ["as Windows makes it", ["-certpbe", "PBE-SHA1-3DES", "-keypbe", "PBE-SHA1-3DES", "-macalg", "sha1"]],
    ["whose certificates are not encrypted", ["-certpbe", "NONE"]],
  ])("%s holds certificate, chain and key", (_, options) => {
    const pkcs12 = exported(...options);
    const read = readCertificate({ ...given, pkcs12, password: "größe open" }, now);
    expect(read).toMatchObject({ names, chain, key: leaf.keyPem });
    expect(codeOf({ pkcs12, password: "shut" })).toBe("upload.password_wrong");
  });
});
