import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FunctionName, functions, type Needs, queues, type SecretName, secrets } from "#functions/manifest.ts";
import { readConfig } from "#functions/runtime/config.ts";
import { s3Archives } from "#functions/runtime/s3-archives.ts";
import { readSecrets } from "#functions/runtime/secrets.ts";
import { type S3, startS3 } from "../s3/s3.ts";
import { type SecretsManager, startSecretsManager } from "../secrets-manager/secrets-manager.ts";
import { apart, type Environment, functionEnvironment } from "./function-environment.ts";

const region = "eu-central-1";
const everything = {
  ROOKERY_STAGE: "local",
  PUBLIC_URL: "http://localhost:4100",
  APPS_DOMAIN: "localhost",
  AWS_REGION: region,
  KMS_KEY_ID: "alias/rookery-data",
  NODE_FUNCTION: "node",
  ARCHIVE_BUCKET: "rookery-uploads",
  MAIL_FROM: "Rookery <hello@rookery.localhost>",
  DATABASE_URL: "postgres://app:hunter2-database@127.0.0.1:1/rookery",
  DATABASE_OWNER_URL: "postgres://owner:hunter2-owner@127.0.0.1:1/rookery",
  STRIPE_SECRET_KEY: "sk_test_hunter2",
  STRIPE_WEBHOOK_SECRET: "whsec_hunter2",
  AUTODNS_URL: "http://rookery:hunter2@127.0.0.1:1/v1?context=1",
  SMTP_URL: "smtp://hunter2@127.0.0.1:1",
  ACME_BINDINGS: '{"zerossl":{"id":"hunter2","key":"hunter2"}}',
};
const queueUrls = Object.fromEntries(Object.keys(queues).map((name) => [name, `http://127.0.0.1:1/${name}`]));
const table = Object.entries(functions) as [FunctionName, { needs: Needs }][];
const names = Object.keys(secrets) as SecretName[];

const bucket = everything.ARCHIVE_BUCKET;

let dir: string;
let s3: S3;
let secretsManager: SecretsManager;
beforeAll(async () => {
  secretsManager = await startSecretsManager({ region, secrets: apart(everything).values });
  dir = await mkdtemp(join(tmpdir(), "function-environment-"));
  s3 = await startS3({
    dir,
    buckets: [bucket],
    credentials: { accessKeyId: "local", secretAccessKey: "a local secret" },
  });
});
afterAll(async () => {
  await secretsManager.stop();
  await s3.stop();
  await rm(dir, { recursive: true, force: true });
});

const environmentOf = (name: FunctionName, needs: Needs) =>
  functionEnvironment(name, needs, { settings: apart(everything).settings, queueUrls, secretsManager, s3 });
const credentialsIn = (environment: Environment) => ({
  accessKeyId: environment.AWS_ACCESS_KEY_ID ?? "",
  secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? "",
});

test.each(table)("%s finds its own secrets, sees no other, and cannot read one either", async (name, { needs }) => {
  const environment = environmentOf(name, needs);
  expect(JSON.stringify(environment)).not.toContain("hunter2");
  const settings = {
    region,
    endpoint: secretsManager.endpoint,
    credentials: credentialsIn(environment),
  };
  const allArns = JSON.stringify(Object.fromEntries(names.map((secret) => [secret, secretsManager.arnOf(secret)])));
  for (const secret of names) {
    const reading = readSecrets({ SECRET_ARNS: allArns }, [secret], settings);
    if (needs.secrets.includes(secret))
      expect(await reading).toEqual({ [secrets[secret].env]: everything[secrets[secret].env] });
    else await expect(reading, secret).rejects.toThrow(`The secret ${secret} could not be read: AccessDeniedException`);
  }
  const own = await readSecrets(environment, needs.secrets, settings);
  expect(() => readConfig({ ...environment, ...own }, needs)).not.toThrow();
});

test.each(table)("%s is told of the queues that it sends to and of no other", (name, { needs }) => {
  expect(Object.keys(JSON.parse(environmentOf(name, needs).QUEUE_URLS ?? "{}"))).toEqual([...(needs.sends ?? [])]);
});

test.each(table)("%s signs addresses of archives that are good, if it needs any", async (name, { needs }) => {
  const credentials = credentialsIn(environmentOf(name, needs));
  const address = await s3Archives({ bucket, region, credentials, endpoint: s3.plainEndpoint }).signDownload(
    "none",
    60,
  );
  expect((await fetch(address.reveal())).status).toBe("archives" in needs ? 404 : 403);
});

test("a function whose needs lack a secret or a queue that it uses does not begin", async () => {
  const { needs } = functions.payments;
  const environment = environmentOf("payments", { secrets: ["database"] });
  const { settings } = apart(everything);
  const refusal = () => readConfig({ ...settings, ...environment, DATABASE_URL: everything.DATABASE_URL }, needs);
  expect(refusal).toThrow(/STRIPE_SECRET_KEY[\s\S]*QUEUE_URLS/);
});
