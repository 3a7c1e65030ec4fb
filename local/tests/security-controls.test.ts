import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

test("what the map of security controls names as proof exists", () => {
  const page = readFileSync(join(root, "docs/security-controls.md"), "utf8");
  const named = [...page.matchAll(/`((?:core|functions|local|stacks|web)\/[\w./-]+\.\w+)`/g)].map(
    (match) => match[1] ?? "",
  );
  expect(new Set(named).size).toBeGreaterThan(20);
  expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});
