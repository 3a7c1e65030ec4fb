import { expect, test } from "vitest";
import { type FunctionName, functions, type Needs } from "../manifest.ts";
import { readConfig } from "./config.ts";
import { described } from "./log.ts";

const complete = {
  ROOKERY_STAGE: "test",
  PUBLIC_URL: "https://portal.example/",
  APPS_DOMAIN: "sites.example",
  DATABASE_URL: "postgres://app:hunter2@db.example/rookery",
  DATABASE_OWNER_URL: "postgres://owner:hunter2@db.example/rookery",
  KMS_KEY_ID: "alias/rookery-data",
  NODE_FUNCTION: "node",
  ARCHIVE_BUCKET: "rookery-uploads",
  QUEUE_URLS:
    '{"operations":"https://q.example/1","payments":"https://q.example/2","mail":"https://q.example/3","metrics":"https://q.example/4","zones":"https://q.example/5"}',
  STRIPE_SECRET_KEY: "sk_hunter2",
  STRIPE_WEBHOOK_SECRET: "whsec_hunter2",
  AUTODNS_URL: "https://user:hunter2@autodns.example/v1?context=4",
  SMTP_URL: "smtp://user:hunter2@mail.example",
  MAIL_FROM: "Rookery <hello@portal.example>",
};
type Setting = keyof typeof complete;

const forAll: Setting[] = ["ROOKERY_STAGE", "PUBLIC_URL", "APPS_DOMAIN", "DATABASE_URL"];
const alsoRead: Record<FunctionName, Setting[]> = {
  api: ["STRIPE_SECRET_KEY", "AUTODNS_URL", "KMS_KEY_ID", "NODE_FUNCTION", "ARCHIVE_BUCKET", "QUEUE_URLS"],
  webhooks: ["STRIPE_WEBHOOK_SECRET", "KMS_KEY_ID", "QUEUE_URLS"],
  node: ["KMS_KEY_ID"],
  provision: ["AUTODNS_URL", "KMS_KEY_ID", "ARCHIVE_BUCKET", "QUEUE_URLS"],
  payments: ["STRIPE_SECRET_KEY", "KMS_KEY_ID", "QUEUE_URLS"],
  mail: ["SMTP_URL", "MAIL_FROM"],
  sweep: ["QUEUE_URLS"],
  due: ["STRIPE_SECRET_KEY", "KMS_KEY_ID", "QUEUE_URLS"],
  zones: ["AUTODNS_URL", "KMS_KEY_ID", "QUEUE_URLS"],
  registrar: ["AUTODNS_URL", "KMS_KEY_ID", "QUEUE_URLS"],
  "check-nodes": ["KMS_KEY_ID", "QUEUE_URLS"],
  "measure-nodes": ["QUEUE_URLS"],
  metrics: ["KMS_KEY_ID"],
  tidy: ["KMS_KEY_ID"],
  "verify-audit": [],
  setup: ["KMS_KEY_ID"],
  migrate: ["DATABASE_OWNER_URL"],
};
/** What a stage may leave as it is. */
const withDefault: Partial<Record<FunctionName, string[]>> = {
  node: ["CERTIFICATE_AUTHORITIES"],
  provision: ["CERTIFICATE_AUTHORITIES"],
  due: ["CERTIFICATE_AUTHORITIES"],
};
const table = Object.entries(functions) as [FunctionName, { needs: Needs }][];

function refusalOf(environment: Partial<typeof complete>, needs: Needs): Error | undefined {
  try {
    readConfig(environment, needs);
  } catch (error) {
    return error as Error;
  }
  return undefined;
}

test("a complete configuration is read, and prints no secret", () => {
  const config = readConfig(complete, { secrets: ["database", "smtp"] });
  expect(config.PUBLIC_URL).toBe("https://portal.example");
  expect(config.DATABASE_URL.reveal()).toBe(complete.DATABASE_URL);
  expect(`${JSON.stringify(config)}${String(config.SMTP_URL)}`).not.toContain("hunter2");
});

test.each(table)("%s starts with the settings that it needs and no others", (name, { needs }) => {
  const needed = new Set([...forAll, ...alsoRead[name]]);
  for (const setting of Object.keys(complete) as Setting[]) {
    for (const value of [undefined, ""]) {
      const refusal = refusalOf({ ...complete, [setting]: value }, needs);
      if (needed.has(setting)) expect(refusal?.message, setting).toContain(setting);
      else expect(refusal, setting).toBeUndefined();
    }
  }
  const read = Object.keys(readConfig(complete, needs));
  expect(read.toSorted()).toEqual([...needed, ...(withDefault[name] ?? [])].toSorted());
});

test("everything that is missing is named at once, and for whom", () => {
  const refusal = refusalOf({ AWS_LAMBDA_FUNCTION_NAME: "mail" } as never, functions.mail.needs);
  expect(refusal?.message).toMatch(/of mail is not complete[\s\S]*DATABASE_URL[\s\S]*SMTP_URL[\s\S]*MAIL_FROM/);
});

test("a queue that a function sends to has an address, and the other queues have none", () => {
  const QUEUE_URLS = '{"operations":"https://q.example/1","mail":"https://q.example/3"}';
  expect(readConfig({ ...complete, QUEUE_URLS }, functions["check-nodes"].needs).QUEUE_URLS).toEqual({
    operations: "https://q.example/1",
  });
  expect(refusalOf({ ...complete, QUEUE_URLS }, functions.webhooks.needs)?.message).toContain("QUEUE_URLS.payments");
  expect(refusalOf({ ...complete, QUEUE_URLS: "{" }, functions.webhooks.needs)?.message).toContain("QUEUE_URLS");
});

test("a secret that was never filled in is refused with what it has to be, and is not printed", () => {
  const generated = "hunter2-made-by-the-store";
  for (const [name, { needs }] of table) {
    for (const setting of ["DATABASE_URL", "DATABASE_OWNER_URL", "STRIPE_SECRET_KEY", "SMTP_URL"] as const) {
      const refusal = refusalOf({ ...complete, [setting]: generated }, needs);
      const reads = [...forAll, ...alsoRead[name]].includes(setting);
      expect(refusal?.message.includes(setting), `${name} ${setting}`).toBe(reads ? true : undefined);
      expect(JSON.stringify(refusal && described(refusal)) ?? "").not.toContain("hunter2");
    }
  }
});
