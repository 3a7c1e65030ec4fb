import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

const read = (file: string) => readFile(new URL(`../../${file}`, import.meta.url), "utf8");

const sections = {
  "## Dependencies": "dependencies",
  "## Optional dependencies": "optionalDependencies",
  "## Development dependencies": "devDependencies",
};

test("every direct dependency is listed with its reason, in order, and none that is gone", async () => {
  const manifest = JSON.parse(await read("package.json")) as Record<string, Record<string, string>>;
  const listed: Record<string, string[]> = {};
  let section = "";
  for (const line of (await read("docs/dependencies.md")).split("\n")) {
    if (line.startsWith("## ")) section = line;
    const [, name] = /^\| (\S+) \| \S.*\|$/.exec(line) ?? [];
    if (name !== undefined && name !== "package") listed[section] = [...(listed[section] ?? []), name];
  }
  expect(listed).toEqual(
    Object.fromEntries(
      Object.entries(sections).map(([title, kind]) => [title, Object.keys(manifest[kind] ?? {}).toSorted()]),
    ),
  );
});

test("every version is exact", async () => {
  const manifest = JSON.parse(await read("package.json")) as Record<string, Record<string, string>>;
  const versions = Object.values(sections).flatMap((kind) => Object.entries(manifest[kind] ?? {}));
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});
