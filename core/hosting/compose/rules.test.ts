import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { lintCompose } from "./compose-lint.state.ts";
import type { Severity } from "./rule.state.ts";
import { rules } from "./rules.state.ts";
import { options } from "./test-apps.ts";

const page = await readFile(new URL("../../../docs/compose.md", import.meta.url), "utf8");

test("the customers' page has every rule with its reason and its remedy, and none that is gone", () => {
  const written = page.split("\n").filter((line) => /^\| `\w+\.\w+`/.test(line));
  const cell = (text: string) => text.replaceAll("|", "\\|");
  const rows = (severity: Severity) =>
    Object.entries(rules)
      .filter(([, rule]) => rule.severity === severity)
      .map(([code, { title, why, remedy }]) => `| \`${code}\` | ${cell(title)} | ${cell(`${why} ${remedy}`.trim())} |`);
  expect(written).toEqual([...rows("error"), ...rows("warning"), ...rows("hint")]);
});

test("nothing is found in the page's example", () => {
  const [, example = ""] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  expect(lintCompose(example, options)).toMatchObject({ findings: [], app: { web: { service: "web", port: 8000 } } });
});
