import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const tracked = execFileSync(
  "git",
  ["ls-files", "-z", "--", "core", "functions", "local", "stacks", "*.md", "*.json"],
  { cwd: root },
)
  .toString()
  .split("\0");
const isTest = (file: string) => /\.test\.ts$|\/test-[\w-]+\.ts$|\/tests\//.test(file);
const sources = tracked
  .filter((file) => /\.(ts|mjs|json|md)$/.test(file) && !/^(package-lock|migrations\/)/.test(file) && !isTest(file))
  .map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));

test("nothing that is delivered names a password of staff, or makes one up for them", () => {
  expect(sources.length).toBeGreaterThan(200);
  const named = sources.filter(({ text }) => /\b(staff|admin(istrator)?|root|default)_?Password\b\s*[:=]/i.test(text));
  expect(named.map(({ file }) => file)).toEqual([]);
});

test("passwords are written where a person chooses theirs or signs in, and nowhere else", () => {
  const writing = sources
    .filter(({ text }) => /(\.set|\.values)\(\{[^}]*\bpasswordHash\b|\bchosenPassword\(/.test(text))
    .map(({ file }) => file);
  expect(writing.toSorted()).toEqual(
    ["factor-recovery", "password-change", "password-reset", "staff-invitation"].map(
      (noun) => `core/identity/${noun}.ts`,
    ),
  );
  const appointing = sources.filter(({ text }) => /\.values\(\{[^}]*\bstaffRole\b/.test(text));
  expect(appointing.length).toBeGreaterThan(0);
  for (const { file, text } of appointing) {
    for (const [values] of text.matchAll(/\.values\(\{[^}]*\bstaffRole\b[^}]*\}/g)) {
      expect(values, file).not.toMatch(/passwordHash|password:/);
    }
  }
});
