import { readdirSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { only, production, type Synthesised } from "./test-stacks.ts";

let stacks: Synthesised;
beforeAll(() => {
  stacks = production();
});

test("the migrations are run by their function whenever one is added", () => {
  const step = only(stacks.all("Custom::Migrations"));
  expect(stacks.target("migration", step.properties.ServiceToken)?.properties.FunctionName).toBe(
    "rookery-production-migrate",
  );
  const files = readdirSync("migrations").filter((name) => name.endsWith(".sql"));
  const told = step.properties.Migrations as string[];
  expect(told.map((line) => `${line.split(" ")[0]}.sql`)).toEqual(files.toSorted());
  for (const line of told) expect(line).toMatch(/^\S+ [0-9a-f]{64}$/);
});

test("nothing that answers or works goes live before the database fits", () => {
  expect(stacks.dependencies.api).toContain("migration");
  expect(stacks.dependencies.jobs).toContain("migration");
  expect(stacks.dependencies.migration).toContain("queues");
});
