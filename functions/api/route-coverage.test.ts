import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";

declare module "vitest" {
  interface TaskMeta {
    /** A figure that the whole run ends with. */
    fact?: string;
  }
}

const committed = (name: string) => readFile(join(import.meta.dirname, name), "utf8");

test("every route of the OpenAPI document is in the table of who may call what, with an answer for each kind of caller", async ({
  task,
}) => {
  const [heading = "", ...rows] = (await committed("authorization.golden.txt")).split("\n").slice(1);
  const kinds = heading.split("|").length;
  const table = new Map(
    rows.filter(Boolean).map((row) => {
      const [, key = "", answers = ""] = /^(\S+ \S+)\s+(.*)$/.exec(row) ?? [];
      return [key, answers.split("|").filter((answer) => /^\s*\d{3}\s*$/.test(answer)).length] as const;
    }),
  );
  const { paths } = JSON.parse(await committed("openapi.json")) as { paths: Record<string, Record<string, unknown>> };
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/^\/api/, "")}`),
  );
  expect([...table.keys()].toSorted()).toEqual(described.toSorted());
  for (const [key, answers] of table) expect([key, answers]).toEqual([key, kinds]);
  task.meta.fact = `${table.size} routes x ${kinds} kinds of caller = ${table.size * kinds} answers`;
});
