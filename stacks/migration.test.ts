import { beforeAll, expect, test } from "vitest";
import { hashOf } from "./migration.ts";
import { only, production, type Synthesised, withFiles } from "./test-stacks.ts";

let stacks: Synthesised;
beforeAll(() => {
  stacks = production();
});

test("the migrations are run by their function whenever there is another one", () => {
  const step = only(stacks.all("Custom::Migrations"));
  expect(stacks.target("migration", step.properties.ServiceToken)?.properties.FunctionName).toBe(
    "rookery-production-migrate",
  );
  expect(step.properties.Migrations).toBe(hashOf("migrations"));
  const one = withFiles({ "0000_a.sql": "select 1;" });
  expect(hashOf(one)).toBe(hashOf(withFiles({ "0000_a.sql": "select 1;", "meta.json": "{}" })));
  expect(hashOf(one)).not.toBe(hashOf(withFiles({ "0000_a.sql": "select 2;" })));
  expect(hashOf(one)).not.toBe(hashOf(withFiles({ "0000_b.sql": "select 1;" })));
  expect(hashOf(one)).not.toBe(hashOf(withFiles({ "0000_a.sql": "select 1;", "0001_b.sql": "" })));
});

test("nothing that answers or works goes live before the database fits", () => {
  expect(stacks.dependencies.api).toContain("migration");
  expect(stacks.dependencies.jobs).toContain("migration");
  expect(stacks.dependencies.migration).toContain("queues");
});
