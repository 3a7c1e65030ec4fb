import {
  createDecipheriv,
  createHash,
  createPrivateKey,
  type KeyObject,
  pbkdf2Sync,
  X509Certificate,
} from "node:crypto";
import { createSecureContext } from "node:tls";
import { DomainError } from "../../kernel/errors.ts";
import { type DerValue, derValues, objectIdentifier } from "../der.ts";

const oid = (dotted: string): Buffer => objectIdentifier(dotted).subarray(2);
const pkcs7 = { data: oid("1.2.840.113549.1.7.1"), encrypted: oid("1.2.840.113549.1.7.6") };
const bags = {
  key: oid("1.2.840.113549.1.12.10.1.1"),
  shroudedKey: oid("1.2.840.113549.1.12.10.1.2"),
  certificate: oid("1.2.840.113549.1.12.10.1.3"),
};
const pbes2 = oid("1.2.840.113549.1.5.13");
const sha1TripleDes = oid("1.2.840.113549.1.12.1.3");
/** By its identifier: the cipher, and the bytes of its key. */
const ciphers = [
  { id: oid("2.16.840.1.101.3.4.1.2"), name: "aes-128-cbc", keyBytes: 16 },
  { id: oid("2.16.840.1.101.3.4.1.22"), name: "aes-192-cbc", keyBytes: 24 },
  { id: oid("2.16.840.1.101.3.4.1.42"), name: "aes-256-cbc", keyBytes: 32 },
  { id: oid("1.2.840.113549.3.7"), name: "des-ede3-cbc", keyBytes: 24 },
] as const;
const digests = [
  { id: oid("1.2.840.113549.2.7"), name: "sha1" },
  { id: oid("1.2.840.113549.2.9"), name: "sha256" },
  { id: oid("1.2.840.113549.2.10"), name: "sha384" },
  { id: oid("1.2.840.113549.2.11"), name: "sha512" },
] as const;
/** Whoever sends it chooses how often a password is hashed. */
const iterationsMax = 1_000_000;

/** What a PKCS #12 file (RFC 7292) holds: `.pfx` and `.p12`, as Windows, Java and OpenSSL write them. */
export function readPkcs12(bytes: Buffer, password: string): { certificates: X509Certificate[]; key?: KeyObject } {
  demandPassword(bytes, password);
  try {
    const [, safe] = inside(inside({ content: bytes })[0]);
    const found: { certificates: X509Certificate[]; key?: KeyObject } = { certificates: [] };
    for (const contents of inside(derValues(dataOf(safe))[0])) {
      const plain = isOf(contents, pkcs7.encrypted) ? decrypted(contents, password) : dataOf(contents);
      for (const bag of inside(derValues(plain)[0])) take(bag, password, found);
    }
    return found;
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw unreadable(cause);
  }
}

/** OpenSSL says whether the file is whole and the password its own; what is in it, it does not hand out. */
function demandPassword(pfx: Buffer, passphrase: string): void {
  try {
    createSecureContext({ pfx, passphrase });
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : "";
    if (/mac verify failure/i.test(message))
      throw new DomainError("invalid", "upload.password_wrong", "The password does not open this file.", { cause });
    if (/unsupported/i.test(message)) throw outdated(cause);
    throw unreadable(cause);
  }
}

const unreadable = (cause: unknown) =>
  new DomainError("invalid", "upload.unreadable", "This is no PKCS #12 file that can be read.", { cause });
const outdated = (cause?: unknown) =>
  new DomainError(
    "invalid",
    "upload.outdated_cipher",
    "The file is protected in a way that is broken by now. Export it once more, with AES.",
    { cause },
  );

const inside = (value: Pick<DerValue, "content"> | undefined): DerValue[] =>
  derValues(value?.content ?? Buffer.alloc(0));
const isOf = (value: DerValue, id: Buffer): boolean => inside(value)[0]?.content.equals(id) ?? false;
/** What stands below `[0]` in a sequence that begins with its kind. */
const taggedIn = (value: DerValue | undefined): DerValue | undefined => inside(inside(value)[1])[0];

function dataOf(contents: DerValue | undefined): Buffer {
  const octets = taggedIn(contents);
  if (!octets) throw new RangeError("no data");
  return octets.content;
}

function take(bag: DerValue, password: string, found: { certificates: X509Certificate[]; key?: KeyObject }): void {
  const value = taggedIn(bag);
  if (!value) return;
  if (isOf(bag, bags.certificate)) found.certificates.push(new X509Certificate(dataOf(value)));
  else if (isOf(bag, bags.key)) found.key = createPrivateKey({ key: value.whole, format: "der", type: "pkcs8" });
  else if (isOf(bag, bags.shroudedKey))
    found.key = createPrivateKey({ key: value.whole, format: "der", type: "pkcs8", passphrase: password });
}

function decrypted(contents: DerValue, password: string): Buffer {
  const [, info] = inside(taggedIn(contents));
  const [, algorithm, encrypted] = inside(info);
  const [scheme, parameters] = inside(algorithm);
  if (!scheme || !encrypted) throw new RangeError("no encrypted data");
  if (scheme.content.equals(pbes2)) return byPbes2(parameters, encrypted.content, password);
  if (scheme.content.equals(sha1TripleDes)) return byTripleDes(parameters, encrypted.content, password);
  throw outdated();
}

const numberOf = (value: DerValue | undefined): number => {
  const iterations = value && value.content.length <= 4 ? value.content.readUIntBE(0, value.content.length) : 0;
  if (iterations < 1 || iterations > iterationsMax) throw new RangeError("iterations");
  return iterations;
};

function byPbes2(parameters: DerValue | undefined, encrypted: Buffer, password: string): Buffer {
  const [derivation, encryption] = inside(parameters);
  const [salt, iterations, ...more] = inside(inside(derivation)[1]);
  const [cipherId, vector] = inside(encryption);
  const sequenceTag = 0x30;
  const digestId = inside(more.find(({ tag }) => tag === sequenceTag))[0];
  const cipher = ciphers.find(({ id }) => cipherId?.content.equals(id));
  const digest = digestId ? digests.find(({ id }) => digestId.content.equals(id)) : digests[0];
  if (!cipher || !digest || !salt || !vector) throw outdated();
  const key = pbkdf2Sync(password, salt.content, numberOf(iterations), cipher.keyBytes, digest.name);
  const opened = createDecipheriv(cipher.name, key, vector.content);
  return Buffer.concat([opened.update(encrypted), opened.final()]);
}

function byTripleDes(parameters: DerValue | undefined, encrypted: Buffer, password: string): Buffer {
  const [salt, iterations] = inside(parameters);
  if (!salt) throw new RangeError("no salt");
  const derive = (purpose: number, length: number) =>
    derived(password, salt.content, numberOf(iterations), purpose, length);
  const opened = createDecipheriv("des-ede3-cbc", derive(1, 24), derive(2, 8));
  return Buffer.concat([opened.update(encrypted), opened.final()]);
}

const blockBytes = 64;

/** RFC 7292, appendix B.2, with SHA-1: `purpose` is 1 for a key and 2 for an initial vector. */
function derived(password: string, salt: Buffer, iterations: number, purpose: number, length: number): Buffer {
  const words = Buffer.from(`${password}\0`, "utf16le").swap16();
  const block = Buffer.concat([filled(salt), filled(words)]);
  const parts: Buffer[] = [];
  for (let have = 0; have < length; have += 20) {
    let hash = createHash("sha1").update(Buffer.alloc(blockBytes, purpose)).update(block).digest();
    for (let round = 1; round < iterations; round++) hash = createHash("sha1").update(hash).digest();
    parts.push(hash);
    const addend = filled(hash);
    for (let at = 0; at < block.length; at += blockBytes) addOne(block.subarray(at, at + blockBytes), addend);
  }
  return Buffer.concat(parts).subarray(0, length);
}

/** Repeated up to whole blocks. */
const filled = (bytes: Buffer): Buffer =>
  Buffer.alloc(Math.ceil(bytes.length / blockBytes) * blockBytes, bytes.length === 0 ? 0 : bytes);

/** `block + addend + 1`, as one number. */
function addOne(block: Buffer, addend: Buffer): void {
  let carry = 1;
  for (let at = blockBytes - 1; at >= 0; at--) {
    const sum = block.readUInt8(at) + addend.readUInt8(at) + carry;
    block.writeUInt8(sum & 0xff, at);
    carry = sum >> 8;
  }
}
