import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  CreateKeyCommand,
  DecryptCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateRandomCommand,
  KMSClient,
  ListAliasesCommand,
  ListKeysCommand,
  ScheduleKeyDeletionCommand,
  UpdateAliasCommand,
} from "@aws-sdk/client-kms";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Kms, startKms } from "./kms.ts";

const ALIAS = "alias/rookery-data";
const context = { table: "person", column: "phone" };
const secret = Buffer.from("+49 30 1234");

let dir: string;
let kms: Kms;
let client: KMSClient;
let now = new Date();

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "kms-"));
  kms = await startKms({ dir, aliases: [ALIAS], now: () => now });
  client = clientOf(kms, 1);
});
afterAll(async () => {
  await kms.stop();
  await rm(dir, { recursive: true });
});

function clientOf({ endpoint }: Kms, maxAttempts: number): KMSClient {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  return new KMSClient({ endpoint, region: "eu-central-1", credentials, maxAttempts });
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

describe("a key", () => {
  test("that is disabled seals and opens nothing until it is enabled", async () => {
    const key = await newKey();
    const blob = await sealed(key);
    await client.send(new DisableKeyCommand({ KeyId: key }));
    await expect(sealed(key)).rejects.toMatchObject({ name: "DisabledException" });
    await expect(opened(blob)).rejects.toMatchObject({ name: "DisabledException" });
    await client.send(new EnableKeyCommand({ KeyId: key }));
    expect(await opened(blob)).toEqual(secret);
  });

  test("scheduled for deletion is unusable at once, can be taken back, and is gone with its aliases afterwards", async () => {
    const key = await newKey();
    await client.send(new CreateAliasCommand({ AliasName: "alias/doomed", TargetKeyId: key }));
    const blob = await sealed(key);
    const schedule = () => client.send(new ScheduleKeyDeletionCommand({ KeyId: key, PendingWindowInDays: 7 }));
    expect((await schedule()).DeletionDate).toEqual(new Date(Math.floor(now.getTime() + 7 * 86_400_000)));
    await expect(opened(blob)).rejects.toMatchObject({ name: "KMSInvalidStateException" });
    await expect(client.send(new EnableKeyCommand({ KeyId: key }))).rejects.toMatchObject({
      name: "KMSInvalidStateException",
    });

    await client.send(new CancelKeyDeletionCommand({ KeyId: key }));
    expect((await client.send(new DescribeKeyCommand({ KeyId: key }))).KeyMetadata?.KeyState).toBe("Disabled");

    await schedule();
    now = new Date(now.getTime() + 8 * 86_400_000);
    await expect(client.send(new DescribeKeyCommand({ KeyId: key }))).rejects.toMatchObject({
      name: "NotFoundException",
    });
    await expect(opened(blob)).rejects.toMatchObject({ name: "InvalidCiphertextException" });
    const { Aliases } = await client.send(new ListAliasesCommand({}));
    expect(Aliases?.map(({ AliasName }) => AliasName)).not.toContain("alias/doomed");
  });

  test("is found by id, ARN, alias and alias ARN, and by nothing else", async () => {
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: ALIAS }));
    const { KeyId = "", Arn = "" } = KeyMetadata ?? {};
    for (const name of [KeyId, Arn, Arn.replace(/key\/.*/, ALIAS)]) {
      expect((await client.send(new DescribeKeyCommand({ KeyId: name }))).KeyMetadata?.Arn).toBe(Arn);
    }
    const names = {
      "alias/none": "NotFoundException",
      [crypto.randomUUID()]: "NotFoundException",
      constructor: "NotFoundException",
      [Arn.replace("eu-central-1", "us-east-1")]: "NotFoundException",
      "arn:aws:kms:nonsense": "InvalidArnException",
    };
    for (const [name, error] of Object.entries(names)) {
      await expect(client.send(new DescribeKeyCommand({ KeyId: name }))).rejects.toMatchObject({ name: error });
    }
    const { Keys } = await client.send(new ListKeysCommand({}));
    expect(Keys).toContainEqual({ KeyId, KeyArn: Arn });
  });

  test("is changed by its id only, because an alias may have moved", async () => {
    await expect(client.send(new DisableKeyCommand({ KeyId: ALIAS }))).rejects.toMatchObject({
      name: "NotFoundException",
    });
  });
});

test("an alias is made once, moved on purpose and deleted, and takes no reserved name", async () => {
  const [first, second] = [await newKey(), await newKey()];
  const AliasName = "alias/moving";
  await client.send(new CreateAliasCommand({ AliasName, TargetKeyId: first }));
  await expect(client.send(new CreateAliasCommand({ AliasName, TargetKeyId: second }))).rejects.toMatchObject({
    name: "AlreadyExistsException",
  });
  await client.send(new UpdateAliasCommand({ AliasName, TargetKeyId: second }));
  expect((await client.send(new DescribeKeyCommand({ KeyId: AliasName }))).KeyMetadata?.KeyId).toBe(second);
  await client.send(new DeleteAliasCommand({ AliasName }));
  await expect(client.send(new DescribeKeyCommand({ KeyId: AliasName }))).rejects.toMatchObject({
    name: "NotFoundException",
  });
  for (const reserved of ["alias/aws/kms", "moving"]) {
    await expect(
      client.send(new CreateAliasCommand({ AliasName: reserved, TargetKeyId: first })),
    ).rejects.toMatchObject({
      name: "InvalidAliasNameException",
    });
  }
});

test("random bytes have the length that was asked for", async () => {
  expect((await client.send(new GenerateRandomCommand({ NumberOfBytes: 24 }))).Plaintext).toHaveLength(24);
  await expect(client.send(new GenerateRandomCommand({ NumberOfBytes: 1025 }))).rejects.toMatchObject({
    name: "ValidationException",
  });
});

describe("a request that AWS would refuse", () => {
  const post = (operation: string, body: string, headers: Record<string, string> = {}) =>
    fetch(kms.endpoint, {
      method: "POST",
      headers: {
        "x-amz-target": `TrentService.${operation}`,
        authorization: "AWS4-HMAC-SHA256 Credential=x",
        ...headers,
      },
      body,
    });
  const errorOf = async (answer: Promise<Response>) => ((await (await answer).json()) as { __type: string }).__type;

  test("is refused with AWS' own error type", async () => {
    const large = Buffer.alloc(4097).toString("base64");
    expect(await errorOf(post("Encrypt", `{"KeyId":"${ALIAS}","Plaintext":"${large}"}`))).toBe("ValidationException");
    expect(await errorOf(post("Encrypt", `{"KeyId":"${ALIAS}","Plaintext":""}`))).toBe("ValidationException");
    expect(await errorOf(post("Encrypt", `{"KeyId":"${ALIAS}","Plaintext":"%"}`))).toBe("SerializationException");
    expect(await errorOf(post("Encrypt", `{"KeyId":7,"Plaintext":"aGk="}`))).toBe("SerializationException");
    expect(await errorOf(post("Encrypt", `{"Plaintext":"aGk="}`))).toBe("ValidationException");
    expect(await errorOf(post("Encrypt", `{"KeyId":"${ALIAS}","Plaintext":"aGk=","DryRun":true}`))).toBe(
      "ValidationException",
    );
    expect(await errorOf(post("Decrypt", "{"))).toBe("SerializationException");
    expect(await errorOf(post("toString", "{}"))).toBe("UnknownOperationException");
    expect(await errorOf(post("ListKeys", "{}", { authorization: "" }))).toBe("MissingAuthenticationTokenException");
    expect(await errorOf(post("ListKeys", `"${"x".repeat(70_000)}"`))).toBe("ValidationException");
  });

  test("is refused when a web page sends it", async () => {
    expect((await post("ListKeys", "{}", { origin: "http://localhost:4100" })).status).toBe(403);
  });
});

test("it fails as often as it is told to, and the SDK's retries get over a short outage", async () => {
  const asked = kms.calls.get("GenerateDataKey") ?? 0;
  kms.fail({ operation: "GenerateDataKey", errorType: "KMSInternalException", times: 1 });
  const key = await clientOf(kms, 2).send(new GenerateDataKeyCommand({ KeyId: ALIAS, KeySpec: "AES_256" }));
  expect(key.Plaintext).toHaveLength(32);
  expect(kms.calls.get("GenerateDataKey")).toBe(asked + 2);

  kms.fail({ operation: "Decrypt", errorType: "KeyUnavailableException", times: 1 });
  await expect(opened(await sealed(ALIAS))).rejects.toMatchObject({ name: "KeyUnavailableException" });
});

test("a damaged key file stops the start and is left as it is", async () => {
  const damaged = await mkdtemp(path.join(tmpdir(), "kms-"));
  await writeFile(path.join(damaged, "keys.json"), '{"version":1,"keys":');
  await expect(startKms({ dir: damaged, aliases: [ALIAS] })).rejects.toThrow("does not hold keys");
  expect((await stat(path.join(damaged, "keys.json"))).size).toBe(20);
  await rm(damaged, { recursive: true });
});
