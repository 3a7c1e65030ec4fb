import { expect, test } from "vitest";
import { Secret } from "#core/kernel/secret.ts";
import { functions } from "../manifest.ts";
import { bindingOf } from "./acme-bindings.ts";
import { readConfig } from "./config.ts";
import { certificateAuthorities, renewalTimes } from "./ports.ts";

const common = {
  ...{ ROOKERY_STAGE: "test", PUBLIC_URL: "https://portal.example", APPS_DOMAIN: "sites.example" },
  ...{ DATABASE_URL: "postgres://app@db.example/rookery", AUTODNS_URL: "https://u:p@dns.example/v1?context=4" },
  ...{ KMS_KEY_ID: "alias/data", ARCHIVE_BUCKET: "uploads", STRIPE_SECRET_KEY: "sk_test" },
  QUEUE_URLS: JSON.stringify(
    Object.fromEntries(
      ["operations", "payments", "mail", "metrics", "zones"].map((name) => [name, "https://q.example"]),
    ),
  ),
};
const bindings = JSON.stringify({ zerossl: { id: "rookery", key: "aHVudGVyMg" } });
const provision = (more: Record<string, string>) => readConfig({ ...common, ...more }, functions.provision.needs);
const directories = (more: Record<string, string>) =>
  certificateAuthorities(provision(more)).certificateAuthorities.map(({ directory }) => new URL(directory).host);

test("without a setting Let's Encrypt is asked alone, and one setting puts another authority behind it", () => {
  expect(directories({})).toEqual(["acme-v02.api.letsencrypt.org"]);
  expect(certificateAuthorities(provision({})).certificateAuthorities[0]?.limits).toEqual({
    perDomain: { max: 50, hours: 168 },
  });
  const two = { CERTIFICATE_AUTHORITIES: "letsencrypt, zerossl", ACME_BINDINGS: bindings };
  expect(directories(two)).toEqual(["acme-v02.api.letsencrypt.org", "acme.zerossl.com"]);
  expect(() => directories({ CERTIFICATE_AUTHORITIES: "letsencrypt,nobody" })).toThrow(/nobody, which is none of/);
});

test("an authority that is bound to its customers is not asked without what it gave out", () => {
  const missing = { CERTIFICATE_AUTHORITIES: "google", ACME_BINDINGS: bindings };
  expect(() => directories(missing)).toThrow(/holds no id and key.* for google/);
  expect(() => directories({ CERTIFICATE_AUTHORITIES: "zerossl" })).toThrow(/for zerossl/);
  expect(bindingOf("zerossl", new Secret(bindings))).toMatchObject({ id: "rookery" });
});

test("what is wrong with the secret is told without it, and settings hold no key", () => {
  for (const wrong of ["{hunter2", '{"zerossl":"hunter2"}', '{"zerossl":{"id":"hunter2","key":"hunter2 "}}'])
    expect(String(refusalOf(wrong))).toMatch(/^Error: The secret acme(?!.*hunter2)/s);
  expect(JSON.stringify(provision({ ACME_BINDINGS: bindings }))).not.toContain("aHVudGVyMg");
  const inline = JSON.stringify([{ directory: "https://ca.example/directory", binding: { id: "a", key: "b" } }]);
  expect(() => provision({ CERTIFICATE_AUTHORITIES: inline })).toThrow(/CERTIFICATE_AUTHORITIES/);
});

function refusalOf(secret: string): unknown {
  try {
    return bindingOf("zerossl", new Secret(secret));
  } catch (error) {
    return error;
  }
}

test("who only asks when to renew reads no secret of authorities", () => {
  const config = readConfig({ ...common, CERTIFICATE_AUTHORITIES: "zerossl" }, functions.due.needs);
  expect(config).not.toHaveProperty("ACME_BINDINGS");
  expect(renewalTimes(config).certificateAuthorities).toHaveLength(1);
});
