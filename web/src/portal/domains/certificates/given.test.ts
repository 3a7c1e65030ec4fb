import { generateKeyPairSync, X509Certificate } from "node:crypto";
import { rootCertificates } from "node:tls";
import { expect, test } from "vitest";
import { kindsOf, readPart, together, withPart } from "./given.ts";

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));
const plain = (bytes: Buffer) => new Uint8Array(bytes);
const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const keyPem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const [leaf = "", root = ""] = rootCertificates.map((pem) => `${pem}\n`);

test("files of PEM are told apart by what is in them, whatever they are called", () => {
  const sealed = privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "secret" });
  const old =
    "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----";
  expect(kindsOf(`${keyPem}\r\n${leaf}${root}`)).toEqual(["key", "certificate", "certificate"]);
  expect(readPart("anything.txt", bytesOf(String(sealed)))?.kinds).toEqual(["encryptedKey"]);
  expect(kindsOf(old)).toEqual(["encryptedKey"]);
  expect(kindsOf("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")).toEqual([]);
});

test("what is in DER becomes the same PEM", () => {
  const certificate = readPart("shop.cer", plain(new X509Certificate(leaf).raw));
  expect(new X509Certificate(certificate?.pem ?? "").fingerprint256).toBe(new X509Certificate(leaf).fingerprint256);
  expect(readPart("shop.key", plain(privateKey.export({ type: "pkcs8", format: "der" })))?.pem.trim()).toBe(
    keyPem.trim(),
  );
  const { privateKey: rsa } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const kinds = [
    rsa.export({ type: "pkcs1", format: "der" }),
    privateKey.export({ type: "sec1", format: "der" }),
    privateKey.export({ type: "pkcs8", format: "der", cipher: "aes-256-cbc", passphrase: "secret" }),
  ].map((der) => readPart("a.key", plain(der)));
  expect(kinds.map((part) => part?.pem.split("\n")[0])).toEqual([
    "-----BEGIN RSA PRIVATE KEY-----",
    "-----BEGIN EC PRIVATE KEY-----",
    "-----BEGIN ENCRYPTED PRIVATE KEY-----",
  ]);
  expect(kinds.map((part) => part?.kinds[0])).toEqual(["key", "key", "encryptedKey"]);
});

test("a PKCS #12 file is known by its beginning and stands alone", () => {
  const file = readPart("shop.pfx", plain(Buffer.from("3082068c020103308206", "hex")));
  expect(file).toMatchObject({ kinds: ["pkcs12"], pem: "", pkcs12: "MIIGjAIBAzCCBg==" });
  if (!file) return;
  const pem = readPart("shop.pem", bytesOf(leaf));
  const parts = withPart(pem ? [pem] : [], file);
  expect(parts).toEqual([file]);
  expect(together(parts, leaf)).toEqual({ pem: "", pkcs12: file.pkcs12 });
  expect(pem && withPart(parts, pem)).toEqual([pem]);
});

test("files and a text are put together, and one that is chosen again counts once", () => {
  const [first, second] = [readPart("shop.pem", bytesOf(leaf)), readPart("shop.pem", bytesOf(root))];
  if (!first || !second) throw new Error("unread");
  const parts = withPart(withPart([], first), second);
  expect(together(parts, keyPem).pem).toBe(`${root}\n${keyPem}`);
  expect(together([], "  ")).toEqual({ pem: "", pkcs12: "" });
});

test("nothing else is taken, and nothing that no certificate can be as long as", () => {
  for (const other of ["", "hello", "\x30\x82", "\x89PNG\r\n", `${leaf}${"x".repeat(100_000)}`])
    expect(readPart("a.bin", bytesOf(other))).toBeUndefined();
  expect(
    readPart("a.p12", plain(Buffer.concat([Buffer.from("3083020000020103", "hex"), Buffer.alloc(90_000)]))),
  ).toBeUndefined();
});
