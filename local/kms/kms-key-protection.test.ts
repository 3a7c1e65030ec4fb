import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { KeyProtection } from "#core/kernel/key-protection.ts";
import { jsonService } from "#functions/runtime/aws/json-service.ts";
import { kmsKeyProtection } from "#functions/runtime/kms-key-protection.ts";
import { listenOnLoopback } from "../platform/loopback-server.ts";
import { type Kms, startKms } from "./kms.ts";

const context = { purpose: "test", key: "dky_1" };
let dir: string;
let kms: Kms;
let protection: KeyProtection;

const clientAt = (endpoint: string) =>
  jsonService("kms", {
    endpoint,
    region: "eu-central-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    attemptsMax: 2,
  });

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "key-protection-"));
  kms = await startKms({ dir, aliases: ["alias/rookery-data", "alias/other"] });
  protection = kmsKeyProtection(clientAt(kms.endpoint), "alias/rookery-data");
});
afterAll(async () => {
  await kms.stop();
  await rm(dir, { recursive: true });
});

test("a generated key unwraps to itself in its own context, and every key is another", async () => {
  const [a, b] = [await protection.generate(context), await protection.generate(context)];
  expect(a.plaintext.length).toBe(32);
  expect(Buffer.from(a.plaintext).equals(b.plaintext)).toBe(false);
  expect(Buffer.from(a.wrapped).includes(Buffer.from(a.plaintext))).toBe(false);
  expect(Buffer.from(await protection.unwrap(a.wrapped, context)).equals(a.plaintext)).toBe(true);
});

test("a key does not unwrap in another context, changed, or under another KMS key", async () => {
  const { wrapped } = await protection.generate(context);
  const refused = { name: expect.stringMatching(/InvalidCiphertext|IncorrectKey/) };
  await expect(protection.unwrap(wrapped, { ...context, key: "dky_2" })).rejects.toMatchObject(refused);
  await expect(protection.unwrap(wrapped, { key: "dky_1" })).rejects.toMatchObject(refused);
  const changed = Buffer.from(wrapped);
  changed.writeUInt8(changed.readUInt8(changed.length - 1) ^ 1, changed.length - 1);
  await expect(protection.unwrap(changed, context)).rejects.toMatchObject(refused);
  const other = kmsKeyProtection(clientAt(kms.endpoint), "alias/other");
  await expect(other.unwrap(wrapped, context)).rejects.toMatchObject(refused);
});

test("one failure of KMS is survived, a lasting one is 503 with its cause", async () => {
  const { wrapped } = await protection.generate(context);
  kms.fail({ operation: "Decrypt", errorType: "KMSInternalException", times: 1 });
  expect((await protection.unwrap(wrapped, context)).length).toBe(32);
  kms.fail({ operation: "Decrypt", errorType: "KMSInternalException", times: 2 });
  await expect(protection.unwrap(wrapped, context)).rejects.toMatchObject({
    status: 503,
    code: "keys.unavailable",
    cause: { name: "KMSInternalException" },
  });
});

test("a KMS that cannot be reached, or never answers, is 503 within the time allowed", async () => {
  const silent = createServer((socket) => socket.resume());
  const port = await listenOnLoopback(silent, 0);
  const started = performance.now();
  const waiting = kmsKeyProtection(clientAt(`http://127.0.0.1:${port}`), "alias/rookery-data", 200);
  await expect(waiting.generate(context)).rejects.toMatchObject({ code: "keys.unavailable" });
  expect(performance.now() - started).toBeLessThan(3000);
  await new Promise((closed) => silent.close(closed));
  await expect(waiting.generate(context)).rejects.toMatchObject({ code: "keys.unavailable" });
});
