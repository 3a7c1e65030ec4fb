import { beforeAll, describe, expect, test } from "vitest";
import {
  edge,
  only,
  production,
  type Resource,
  type Statement,
  type Synthesised,
  statementsOf,
  synthesised,
} from "./test-stacks.ts";

let stacks: Synthesised;
let parts: readonly Synthesised[];
beforeAll(() => {
  stacks = production();
  parts = [stacks, edge()];
});

const archiveOf = (part: Synthesised) =>
  only(part.all("AWS::S3::Bucket").filter(({ properties }) => properties.ObjectLockEnabled === true));
const streamNamed = (part: Synthesised, name: string) =>
  part
    .all("AWS::KinesisFirehose::DeliveryStream")
    .find(({ properties }) => properties.DeliveryStreamName === `rookery-production-${name}`);

describe("the archive", () => {
  test("cannot be changed or emptied before its time by anybody, and is readable to nobody outside", () => {
    for (const part of parts) {
      const { properties, deletionPolicy } = archiveOf(part);
      expect(properties.ObjectLockConfiguration).toEqual({
        ObjectLockEnabled: "Enabled",
        Rule: { DefaultRetention: { Days: 365, Mode: "COMPLIANCE" } },
      });
      expect(properties.VersioningConfiguration).toEqual({ Status: "Enabled" });
      expect(JSON.stringify(properties.BucketEncryption)).toContain("aws:kms");
      expect(properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(deletionPolicy).toMatch(/^Retain/);
    }
  });

  test("can be emptied again where nothing of worth is, by those who may", () => {
    const { properties } = archiveOf(synthesised({ name: "anna" }));
    expect(properties.ObjectLockConfiguration).toMatchObject({
      Rule: { DefaultRetention: { Days: 30, Mode: "GOVERNANCE" } },
    });
  });

  test("is written to by an encrypted stream that has no other rights", () => {
    for (const part of parts) {
      const stream = streamNamed(part, "archive");
      expect(stream?.properties.DeliveryStreamEncryptionConfigurationInput).toMatchObject({
        KeyType: "CUSTOMER_MANAGED_CMK",
      });
      const actions = firehoseStatements(part).flatMap(({ Action }) => Action);
      expect(actions.filter((action) => action.includes("*"))).toEqual([]);
      expect(actions.filter((action) => /Delete|Bypass|Retention/.test(action))).toEqual([]);
    }
  });
});

const firehoseStatements = (part: Synthesised): Statement[] =>
  part
    .all("AWS::IAM::ManagedPolicy")
    .filter(({ properties }) => JSON.stringify(properties.Roles ?? []).includes("FirehoseRole"))
    .flatMap(statementsOf);

describe("what is logged", () => {
  const filtersOf = (part: Synthesised, group: Resource) =>
    part
      .all("AWS::Logs::SubscriptionFilter")
      .filter(
        ({ stack, properties }) =>
          part.target(stack, properties.LogGroupName)?.id === group.id && stack === group.stack,
      );

  test("by functions, gateway, firewalls and network goes into the archive and to the SIEM, all of it", () => {
    const own = /(archive|siem)errors|TrailLog/;
    for (const part of parts) {
      const groups = part.all("AWS::Logs::LogGroup").filter(({ id }) => !own.test(id));
      expect(groups.length).toBeGreaterThan(0);
      for (const group of groups) {
        const filters = filtersOf(part, group);
        const destinations = filters.map(
          ({ stack, properties }) => part.target(stack, properties.DestinationArn)?.properties.DeliveryStreamName,
        );
        expect(destinations.toSorted(), `${group.stack}/${group.id}`).toEqual([
          "rookery-production-archive",
          "rookery-production-siem",
        ]);
        for (const { properties } of filters) expect(properties.FilterPattern).toBe("");
      }
    }
  });

  test("stays in the archive alone where there is no SIEM", () => {
    const without = synthesised({ ROOKERY_SIEM_URL: "" });
    expect(streamNamed(without, "siem")).toBeUndefined();
    expect(streamNamed(without, "archive")).toBeDefined();
    const own = /(archive|siem)errors|TrailLog/;
    for (const group of without.all("AWS::Logs::LogGroup").filter(({ id }) => !own.test(id))) {
      expect(filtersOf(without, group)).toHaveLength(1);
    }
  });
});

test("the SIEM's key is read from Secrets Manager and stands in no template, and what it does not take is kept", () => {
  for (const part of parts) {
    const destination = streamNamed(part, "siem")?.properties.HttpEndpointDestinationConfiguration as Record<
      string,
      Record<string, unknown>
    >;
    expect(destination.EndpointConfiguration).toEqual({ Name: "SIEM", Url: "https://siem.example.com/ingest" });
    expect(destination.SecretsManagerConfiguration).toMatchObject({ Enabled: true });
    expect(destination.S3BackupMode).toBe("FailedDataOnly");
    expect(destination.S3Configuration).toMatchObject({ Prefix: expect.stringMatching(/^not-taken-by-siem\//) });
    const secret = part
      .all("AWS::SecretsManager::Secret")
      .find(({ properties }) => properties.Name === "rookery-production/siem");
    expect(secret?.properties.SecretString).toBeUndefined();
    expect(secret?.properties.KmsKeyId).toBeDefined();
  }
});
