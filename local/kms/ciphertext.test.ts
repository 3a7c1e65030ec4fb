import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  CreateKeyCommand,
  DecryptCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  KMSClient,
  ReEncryptCommand,
  RotateKeyOnDemandCommand,
} from "@aws-sdk/client-kms";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Kms, startKms } from "./kms.ts";

const ALIAS = "alias/rookery-data";
const context = { table: "person", column: "phone" };
const secret = Buffer.from("+49 30 1234");

let dir: string;
let kms: Kms;
let client: KMSClient;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "kms-"));
  await start();
});
afterAll(async () => {
  await kms.stop();
  await rm(dir, { recursive: true });
});

async function start() {
  kms = await startKms({ dir, aliases: [ALIAS] });
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  client = new KMSClient({ endpoint: kms.endpoint, region: "eu-central-1", credentials, maxAttempts: 1 });
}

async function newKey(): Promise<string> {
  const { KeyMetadata } = await client.send(new CreateKeyCommand({}));
  return KeyMetadata?.KeyId ?? "";
}

async function sealed(KeyId: string): Promise<Uint8Array> {
  const { CiphertextBlob } = await client.send(
    new EncryptCommand({ KeyId, Plaintext: secret, EncryptionContext: context }),
  );
  return CiphertextBlob ?? new Uint8Array();
}

const opened = async (CiphertextBlob: Uint8Array, KeyId?: string) =>
  Buffer.from(
    (await client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: context, KeyId }))).Plaintext ?? [],
  );

describe("data keys", () => {
  test("come in clear and wrapped, and unwrap under the same context in any order", async () => {
    const key = await client.send(
      new GenerateDataKeyCommand({ KeyId: ALIAS, KeySpec: "AES_256", EncryptionContext: context }),
    );
    expect(key.Plaintext).toHaveLength(32);
    expect(key.KeyId).toMatch(/^arn:aws:kms:eu-central-1:\d{12}:key\/[0-9a-f-]{36}$/);
    const unwrapped = await client.send(
      new DecryptCommand({
        CiphertextBlob: key.CiphertextBlob,
        EncryptionContext: { column: "phone", table: "person" },
      }),
    );
    expect(unwrapped.Plaintext).toEqual(key.Plaintext);
    expect(unwrapped.KeyId).toBe(key.KeyId);
  });

  test("come wrapped alone where nobody may see them", async () => {
    const key = await client.send(new GenerateDataKeyWithoutPlaintextCommand({ KeyId: ALIAS, NumberOfBytes: 64 }));
    expect(key).not.toHaveProperty("Plaintext");
    const unwrapped = await client.send(new DecryptCommand({ CiphertextBlob: key.CiphertextBlob }));
    expect(unwrapped.Plaintext).toHaveLength(64);
  });

  test("need exactly one of a size and a key spec", async () => {
    const neither = client.send(new GenerateDataKeyCommand({ KeyId: ALIAS }));
    await expect(neither).rejects.toMatchObject({ name: "ValidationException" });
    const both = client.send(new GenerateDataKeyCommand({ KeyId: ALIAS, KeySpec: "AES_128", NumberOfBytes: 16 }));
    await expect(both).rejects.toMatchObject({ name: "ValidationException" });
  });
});

describe("a ciphertext", () => {
  test("does not open under another context", async () => {
    const CiphertextBlob = await sealed(ALIAS);
    for (const other of [
      {},
      { ...context, column: "tax_id" },
      { ...context, extra: "" },
      { columnphone: "tableperson" },
    ]) {
      await expect(client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: other }))).rejects.toMatchObject(
        {
          name: "InvalidCiphertextException",
        },
      );
    }
  });

  test("does not open when any byte of it was changed", async () => {
    const blob = await sealed(ALIAS);
    for (const at of [0, 1, 18, 19, 51, 83, blob.length - 1]) {
      const changed = Buffer.from(blob);
      changed.writeUInt8((changed[at] ?? 0) ^ 1, at);
      await expect(opened(changed)).rejects.toMatchObject({ name: "InvalidCiphertextException" });
    }
    await expect(opened(blob.subarray(0, 50))).rejects.toMatchObject({ name: "InvalidCiphertextException" });
  });

  test("does not open for a caller who expects another key", async () => {
    await expect(opened(await sealed(ALIAS), await newKey())).rejects.toMatchObject({ name: "IncorrectKeyException" });
  });

  test("moves to another key and context without being seen", async () => {
    const to = await newKey();
    const moved = await client.send(
      new ReEncryptCommand({
        CiphertextBlob: await sealed(ALIAS),
        SourceEncryptionContext: context,
        DestinationKeyId: to,
        DestinationEncryptionContext: { table: "account" },
      }),
    );
    expect(moved.KeyId).toMatch(new RegExp(`${to}$`));
    const { Plaintext } = await client.send(
      new DecryptCommand({ CiphertextBlob: moved.CiphertextBlob, EncryptionContext: { table: "account" }, KeyId: to }),
    );
    expect(Buffer.from(Plaintext ?? [])).toEqual(secret);
  });

  test("made before a rotation still opens after it", async () => {
    const key = await newKey();
    const before = await sealed(key);
    await client.send(new RotateKeyOnDemandCommand({ KeyId: key }));
    const after = await sealed(key);
    expect(Buffer.from(before).readUInt16BE(17)).not.toBe(Buffer.from(after).readUInt16BE(17));
    expect([await opened(before), await opened(after)]).toEqual([secret, secret]);
  });

  test("opens after a restart; the file with the keys is its owner's alone, and no half-written one is left", async () => {
    const blob = await sealed(ALIAS);
    await kms.stop();
    await start();
    expect(await opened(blob)).toEqual(secret);
    expect((await stat(path.join(dir, "keys.json"))).mode & 0o777).toBe(0o600);
    expect(await readdir(dir)).toEqual(["keys.json"]);
  });
});
