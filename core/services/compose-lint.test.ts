import { afterAll, beforeAll, expect, test } from "vitest";
import { type Id, newId } from "../kernel/id.ts";
import type { Ctx } from "../kernel/operation.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import * as Services from "./index.ts";

let platform: TestPlatform;
let owner: Ctx;
let reader: Ctx;
beforeAll(async () => {
  platform = await testPlatform();
  const customer = await platform.customer();
  owner = customer.owner;
  reader = customer.as("reader");
});
afterAll(() => platform.close());

const file = (...lines: string[]) =>
  `services:
  web:
    image: localhost/rookery/static:2
    x-rookery: { web: 8080 }
    healthcheck: { test: answers 8080 / }
${lines.map((line) => `    ${line}\n`).join("")}`;

test("a file that can be used is usable, and what is found has its place, its words and its fix", async () => {
  const { id: planId } = platform.plan;
  expect(await Services.lintCompose(reader, { text: file(), planId })).toEqual({ usable: true, findings: [] });
  const text = file("privileged: true");
  const { usable, findings } = await Services.lintCompose(reader, { text, planId });
  expect(usable).toBe(false);
  expect(findings).toEqual([
    {
      ...{ code: "host.privileged", severity: "error", line: 6, column: 5, endLine: 6, endColumn: 15 },
      message: expect.stringMatching(/^Service "web" has "privileged"\. .+ Remove the line\./),
      fix: {
        description: 'Remove "privileged"',
        replacement: { start: text.indexOf("    privileged"), end: text.length, text: "" },
      },
    },
  ]);
  const german = await Services.lintCompose(reader, { text, planId, language: "de" });
  expect(german.findings[0]?.fix?.description).toBe("„privileged“ entfernen");
});

test("limits are those of the plan, or of what the service was sold; other registries are refused", async () => {
  const codes = async (input: { planId: Id<"plan"> } | { serviceId: Id<"service"> }, line: string) =>
    (await Services.lintCompose(owner, { text: file(line), ...input })).findings.map(({ code }) => code);
  const serviceId = (await platform.paidOrder(owner, "composed")).serviceId as Id<"service">;
  for (const place of [{ planId: platform.plan.id }, { serviceId }]) {
    expect(await codes(place, "mem_limit: 64m")).toEqual([]);
    expect(await codes(place, "mem_limit: 65m")).toEqual(["limit.plan"]);
    expect(await codes(place, "cpus: 0.3")).toEqual(["limit.plan"]);
  }
  const stranger = await platform.customer();
  await expect(Services.lintCompose(stranger.owner, { text: file(), serviceId })).rejects.toMatchObject({
    code: "service.not_found",
  });
  const other = file().replace("localhost/rookery/static:2", "registry.example.com/nginx:1.29");
  const { findings } = await Services.lintCompose(platform.asStaff("support"), { text: other, serviceId });
  expect(findings.map(({ code }) => code)).toEqual(["image.registry"]);
});

test("a file is for a plan or for a service, and not longer than a compose file can be", async () => {
  const { id: planId } = platform.plan;
  const given = [{}, { planId, serviceId: newId("service") }];
  for (const input of given) {
    await expect(Services.lintCompose(owner, { text: file(), ...input })).rejects.toThrow();
  }
  await expect(Services.lintCompose(owner, { text: "#".repeat(64 * 1024 + 1), planId })).rejects.toThrow();
});
