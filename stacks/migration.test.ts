import { readdirSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { only, production, type Synthesised, synthesised } from "./test-stacks.ts";

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

test("secrets that have changed reach the database's login and every function with one number", () => {
  const next = synthesised({ ROOKERY_SECRETS_GENERATION: "2" });
  expect(only(next.all("Custom::Migrations")).properties.SecretsGeneration).toBe(2);
  expect(only(stacks.all("Custom::Migrations")).properties.SecretsGeneration).toBe(1);
  const told = next.all("AWS::Lambda::Function").map(({ properties }) => properties.Environment);
  expect(told.length).toBeGreaterThan(9);
  for (const environment of told) expect(environment).toMatchObject({ Variables: { SECRETS_GENERATION: "2" } });
});

test("nothing that answers or works goes live before the database fits", () => {
  expect(stacks.dependencies.api).toContain("migration");
  expect(stacks.dependencies.jobs).toContain("migration");
  expect(stacks.dependencies.migration).toContain("queues");
});
