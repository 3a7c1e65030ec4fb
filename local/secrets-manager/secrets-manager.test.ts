import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readSecrets } from "#functions/runtime/secrets.ts";
import { type SecretsManager, startSecretsManager } from "./secrets-manager.ts";

const region = "eu-central-1";
const secrets = { database: "postgres://app:hunter2@db.example/x", stripe: "sk_test_hunter2", smtp: "smtp://hunter2" };
const credentials = { accessKeyId: "role-1", secretAccessKey: "the key of role-1" };

let store: SecretsManager;
beforeEach(async () => {
  store = await startSecretsManager({ region, secrets });
  store.admit({
    name: "shop",
    ...credentials,
    mayRead: [store.arnOf("database"), store.arnOf("stripe"), store.arnOf("gone")],
  });
});
afterEach(() => store.stop());

const arns = (...names: string[]) => JSON.stringify(Object.fromEntries(names.map((name) => [name, store.arnOf(name)])));
const settings = () => ({ endpoint: store.endpoint, region, credentials });
const read = (environment: Record<string, string>, names: Parameters<typeof readSecrets>[1], as = credentials) =>
  readSecrets(environment, names, { ...settings(), credentials: as });

test("AWS's own client gets a secret by its ARN", async () => {
  const client = new SecretsManagerClient(settings());
  const answer = await client.send(new GetSecretValueCommand({ SecretId: store.arnOf("stripe") }));
  expect(answer).toMatchObject({
    SecretString: secrets.stripe,
    ARN: store.arnOf("stripe"),
    Name: "rookery/local/stripe",
  });
  const byName = client.send(new GetSecretValueCommand({ SecretId: "rookery/local/stripe" }));
  await expect(byName).rejects.toMatchObject({ name: "AccessDeniedException" });
  client.destroy();
});

test("a function's secrets become its settings, and what stands in the environment is not asked for", async () => {
  const environment = { SECRET_ARNS: arns("database", "stripe"), STRIPE_SECRET_KEY: "sk_test_own" };
  expect(await read(environment, ["database", "stripe"])).toEqual({ DATABASE_URL: secrets.database });
  expect(store.reads).toEqual([{ role: "shop", arn: store.arnOf("database") }]);
});

test("a secret without an ARN is left to be named as a missing setting", async () => {
  expect(await read({ SECRET_ARNS: arns("database") }, ["database", "smtp"])).toEqual({
    DATABASE_URL: secrets.database,
  });
  expect(await read({}, ["smtp"])).toEqual({});
});

test("one that the function was not granted, or that does not exist, is named with the reason and without any value", async () => {
  const refusal = await read({ SECRET_ARNS: arns("database", "smtp") }, ["database", "smtp"]).catch((e: unknown) => e);
  expect(String(refusal)).toMatch(/The secret smtp could not be read: AccessDeniedException/);
  expect(String(refusal)).not.toContain("hunter2");
  const SECRET_ARNS = JSON.stringify({ stripe: store.arnOf("gone") });
  await expect(read({ SECRET_ARNS }, ["stripe"])).rejects.toThrow(/secret stripe .*ResourceNotFoundException/);
});

test("whoever cannot sign as the role reads nothing", async () => {
  const environment = { SECRET_ARNS: arns("stripe") };
  const forged = { ...credentials, secretAccessKey: "another" };
  await expect(read(environment, ["stripe"], forged)).rejects.toThrow("InvalidSignatureException");
  const unknown = { ...credentials, accessKeyId: "role-2" };
  await expect(read(environment, ["stripe"], unknown)).rejects.toThrow("UnrecognizedClientException");
  const headers = { "x-amz-target": "secretsmanager.GetSecretValue", "content-type": "application/x-amz-json-1.1" };
  const unsigned = await fetch(store.endpoint, { method: "POST", headers, body: "{}" });
  expect(await unsigned.json()).toMatchObject({ __type: "IncompleteSignatureException" });
  expect(store.reads).toEqual([]);
});

test("all secrets are asked for at once; a failure that passes is survived, one that lasts names its secret", async () => {
  const environment = { SECRET_ARNS: arns("database", "stripe") };
  store.fail({ errorType: "InternalServiceError", times: 2 });
  expect(Object.keys(await read(environment, ["database", "stripe"]))).toHaveLength(2);
  store.fail({ errorType: "DecryptionFailure", times: 2 });
  await expect(read(environment, ["database", "stripe"])).rejects.toThrow(
    /The secret database .*DecryptionFailure[\s\S]*The secret stripe .*DecryptionFailure/,
  );
});

test("a store that never answers is given up within the time that a function has to begin", async () => {
  store.fail({ errorType: "silence", times: 9 });
  const started = performance.now();
  await expect(read({ SECRET_ARNS: arns("stripe") }, ["stripe"])).rejects.toThrow(
    "secret stripe could not be read: no answer",
  );
  expect(performance.now() - started).toBeLessThan(8_000);
});

test("what functions do not send is refused", async () => {
  const client = new SecretsManagerClient(settings());
  const old = client.send(new GetSecretValueCommand({ SecretId: store.arnOf("stripe"), VersionStage: "AWSPREVIOUS" }));
  await expect(old).rejects.toMatchObject({ name: "ValidationException" });
  const page = await fetch(store.endpoint, { method: "POST", headers: { origin: "https://evil.example" } });
  expect(page.status).toBe(403);
  client.destroy();
});
