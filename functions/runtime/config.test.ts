import { expect, test } from "vitest";
import { readConfig } from "./config.ts";
import { described } from "./log.ts";

const complete = {
  ROOKERY_STAGE: "test",
  PUBLIC_URL: "https://portal.example/",
  APPS_DOMAIN: "sites.example",
  DATABASE_URL: "postgres://app:hunter2@db.example/rookery",
  KMS_KEY_ID: "alias/rookery-data",
  NODE_FUNCTION: "node",
  QUEUE_URLS: '{"operations":"https://q.example/operations"}',
  STRIPE_SECRET_KEY: "sk_hunter2",
  STRIPE_WEBHOOK_SECRET: "whsec_hunter2",
  SMTP_URL: "smtp://user:hunter2@mail.example",
  MAIL_FROM: "Rookery <hello@portal.example>",
};

test("a complete configuration is read, and prints no secret", () => {
  const config = readConfig(complete);
  expect(config.PUBLIC_URL).toBe("https://portal.example");
  expect(config.DATABASE_URL.reveal()).toBe(complete.DATABASE_URL);
  expect(`${JSON.stringify(config)}${String(config.SMTP_URL)}`).not.toContain("hunter2");
});

test("without any one of its settings nothing starts, and everything missing is named at once", () => {
  for (const name of Object.keys(complete)) {
    expect(() => readConfig({ ...complete, [name]: undefined }), name).toThrow(name);
    expect(() => readConfig({ ...complete, [name]: "" }), name).toThrow();
  }
  expect(() => readConfig({})).toThrow(/DATABASE_URL[\s\S]*MAIL_FROM/);
});

test("a configuration that is refused prints no secret", () => {
  const refusal = () => readConfig({ ...complete, KMS_KEY_ID: undefined });
  try {
    refusal();
  } catch (error) {
    expect(JSON.stringify(described(error))).not.toContain("hunter2");
  }
  expect(refusal).toThrow("KMS_KEY_ID");
});
