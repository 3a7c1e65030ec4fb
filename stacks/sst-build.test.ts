import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exampleSettings } from "./example-stage.ts";
import { startTestAws, type TestAws } from "./test-aws.ts";
import { production, stubBundles, withFiles } from "./test-stacks.ts";

let aws: TestAws;
/** Compiling the CDK takes a quarter of a build. */
const compiled = withFiles({});
beforeAll(async () => {
  aws = await startTestAws();
});
afterAll(() => aws.stop());

interface Built {
  code: number;
  output: string;
  folder: string;
}

/** `sst build` as an operator runs it, with an AWS that knows only who is calling. */
function build(environment: Record<string, string | undefined> = {}): Promise<Built> {
  const folder = withFiles({});
  const args = ["node_modules/sst/cli/sst.js", "build", "--stage", "production", "--to", folder];
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    NODE_COMPILE_CACHE: compiled,
    // With it on, sst ends a failed build silently and with 0 where there is no way out.
    SST_TELEMETRY_DISABLED: "1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_ENDPOINT_URL: aws.endpoint,
    ...exampleSettings,
    ...stubBundles(),
    ...environment,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env, timeout: 500_000 }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: `${stdout}${stderr}`, folder }),
    );
  });
}

const templatesIn = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((file) => file.endsWith(".template.json"))
      .map((file) => [
        file.replace(".template.json", ""),
        JSON.parse(readFileSync(join(folder, file), "utf8")) as object,
      ]),
  );

/** Without the tags that sst adds, and the name of the gateway's deployment, which is a hash that covers them. */
const comparable = (template: object): unknown =>
  JSON.parse(
    JSON.stringify(template, (key, value: unknown) => (key === "Tags" ? undefined : value)).replaceAll(
      /GatewayDeployment[0-9A-F]{8}[0-9a-f]{32}/g,
      "GatewayDeployment",
    ),
  );

test("sst build makes the templates that the tests look at, and asks AWS for nothing but who is calling", async () => {
  const { code, output, folder } = await build();
  expect([code, code === 0 ? "" : output]).toEqual([0, ""]);
  const built = templatesIn(folder);
  const { stage, templates } = production();
  expect(Object.keys(built).toSorted()).toEqual(
    Object.keys(templates)
      .map((name) => `${stage.prefix}-${name}`)
      .toSorted(),
  );
  for (const [name, template] of Object.entries(templates)) {
    expect(comparable(built[`${stage.prefix}-${name}`] ?? {}), name).toEqual(comparable(template));
  }
  expect(new Set(aws.asked)).toEqual(new Set(["GetCallerIdentity"]));
}, 600_000);

test("the edge part is built for us-east-1, whatever region was asked for", async () => {
  const { code, output, folder } = await build({ ROOKERY_PART: "edge", ROOKERY_EDGE_ACL_ARN: undefined });
  expect([code, code === 0 ? "" : output]).toEqual([0, ""]);
  expect(Object.keys(templatesIn(folder))).toEqual(["rookery-production-edge"]);
}, 600_000);

test("a build that fails says why, ends with another code than 0 and leaves no template", async () => {
  const failures = {
    "ROOKERY_DOMAIN is missing": { ROOKERY_DOMAIN: undefined },
    ECONNREFUSED: { AWS_ENDPOINT_URL: "http://127.0.0.1:9" },
  };
  for (const [reason, environment] of Object.entries(failures)) {
    const { code, output, folder } = await build(environment);
    expect(output, reason).toContain(reason);
    expect(code, reason).not.toBe(0);
    expect(templatesIn(folder), reason).toEqual({});
  }
}, 1_200_000);
