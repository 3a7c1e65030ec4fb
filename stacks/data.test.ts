import { beforeAll, expect, test } from "vitest";
import { secrets } from "#functions/manifest.ts";
import { listed, production, type Statement, type Synthesised, synthesised } from "./test-stacks.ts";

let stacks: Synthesised;
beforeAll(() => {
  stacks = production();
});

test("every bucket is closed to the public, encrypted, versioned, and speaks TLS 1.2 or better", () => {
  const buckets = stacks.all("AWS::S3::Bucket");
  expect(buckets.length).toBeGreaterThanOrEqual(3);
  for (const bucket of buckets) {
    const at = `${bucket.stack}/${bucket.id}`;
    expect(bucket.properties, at).toMatchObject({
      BucketEncryption: expect.anything(),
      VersioningConfiguration: { Status: "Enabled" },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    const policies = stacks
      .all("AWS::S3::BucketPolicy")
      .filter(({ stack, properties }) => stacks.target(stack, properties.Bucket) === bucket);
    const statements = policies.flatMap(
      ({ properties }) => (properties.PolicyDocument as { Statement: Statement[] }).Statement,
    );
    const denied = statements.filter(({ Effect }) => Effect === "Deny").map(({ Condition }) => Condition);
    expect(denied, at).toContainEqual({ Bool: { "aws:SecureTransport": "false" } });
    expect(denied, at).toContainEqual({ NumericLessThan: { "s3:TlsVersion": 1.2 } });
    for (const { Effect, Principal } of statements.filter(({ Effect }) => Effect === "Allow")) {
      expect(Principal, `${at} ${Effect}`).toHaveProperty("Service");
    }
  }
});

test("what customers upload is forgotten after days, and takes files from pages of the portal alone", () => {
  const [bucket] = stacks.all("AWS::S3::Bucket").filter(({ id }) => id.startsWith("Uploads"));
  expect(bucket?.properties).toMatchObject({
    LifecycleConfiguration: { Rules: [{ ExpirationInDays: 7, NoncurrentVersionExpiration: { NoncurrentDays: 1 } }] },
    CorsConfiguration: {
      CorsRules: [{ AllowedMethods: ["PUT"], AllowedOrigins: ["https://portal.example.com"] }],
    },
  });
});

test("both keys are changed every year, and no policy of theirs names a role", () => {
  const keys = stacks.all("AWS::KMS::Key").filter(({ stack }) => stack === "data");
  expect(keys).toHaveLength(2);
  for (const { properties } of keys) {
    expect(properties).toMatchObject({ EnableKeyRotation: true, RotationPeriodInDays: 365 });
    for (const { Principal, Condition } of (properties.KeyPolicy as { Statement: Statement[] }).Statement) {
      const isAccount = JSON.stringify(Principal).includes(":root");
      expect(isAccount || ("Service" in (Principal as object) && Condition !== undefined)).toBe(true);
    }
  }
});

test("every secret of the manifest exists, encrypted by our key, with no value in the template", () => {
  const made = stacks.all("AWS::SecretsManager::Secret").filter(({ stack }) => stack === "data");
  const empty = made.filter(({ properties }) => properties.GenerateSecretString === undefined);
  expect(empty.map(({ properties }) => properties.Name).toSorted()).toEqual(
    Object.keys(secrets)
      .map((name) => `rookery-production/${name}`)
      .toSorted(),
  );
  for (const { properties } of made) {
    expect(properties.KmsKeyId).toBeDefined();
    expect(properties.SecretString).toBeUndefined();
  }
  expect(JSON.stringify(stacks.templates).match(/[sr]k_(live|test)_\w+|whsec_\w+|postgres(ql)?:\/\/\w+/g)).toBeNull();
});

test("the secret between CloudFront and the gateway can be changed without locking anybody out", () => {
  const named = (generation: string) =>
    synthesised({ ROOKERY_ORIGIN_GENERATION: generation })
      .all("AWS::SecretsManager::Secret")
      .filter(({ properties }) => properties.GenerateSecretString !== undefined)
      .flatMap(({ properties }) => listed(properties.Name))
      .filter((name) => String(name).includes("/origin-"));
  expect(named("1")).toEqual(["rookery-production/origin-0", "rookery-production/origin-1"]);
  expect(named("2")).toEqual(["rookery-production/origin-1", "rookery-production/origin-2"]);
  expect(JSON.stringify(stacks.templates).match(/ImportValue":"[^"]*Origin\d/g)).toBeNull();
});

test("what production holds survives the loss of its stack; elsewhere nothing is left behind", () => {
  const lasting = ["AWS::KMS::Key", "AWS::S3::Bucket"];
  for (const { type, id, deletionPolicy } of stacks.resources.filter(({ stack }) => stack === "data")) {
    if (lasting.includes(type)) expect(deletionPolicy, id).toBe("RetainExceptOnCreate");
  }
  const personal = synthesised({ name: "kim" }).resources.filter(({ stack }) => stack === "data");
  for (const { id, deletionPolicy } of personal) expect(deletionPolicy ?? "Delete", id).toBe("Delete");
});
