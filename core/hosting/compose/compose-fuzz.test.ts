import { expect, test } from "vitest";
import { appStacks } from "./app-stacks.ts";
import { lintCompose } from "./compose-lint.state.ts";
import { context, contextFor } from "./test-apps.ts";
import { generatedFile, generatedText, options } from "./test-generated-files.ts";
import { reachesBeyond } from "./test-rendered.ts";

const files = 2000;

test("nothing that passes reaches beyond its app, however it is written", () => {
  const walls = { registries: options.registries, memoryMb: options.plan.memoryMb };
  let [passed, apart] = [0, 0];
  for (let seed = 1; seed <= files; seed++) {
    const text = generatedFile(seed);
    const { app } = lintCompose(text, options);
    if (!app) continue;
    passed += 1;
    const { release, data } = appStacks(app, contextFor(app));
    expect(reachesBeyond(release.compose, context, walls), `seed ${seed}\n${text}`).toEqual([]);
    for (const { stack, compose } of data) {
      apart += 1;
      const own = { ...context, stack };
      expect(reachesBeyond(compose, own, { ...walls, ports: 0 }), `seed ${seed}\n${text}`).toEqual([]);
    }
  }
  // Else this would prove nothing: some pass, and most do not.
  expect(passed / files).toBeGreaterThan(0.1);
  expect(passed / files).toBeLessThan(0.7);
  expect(apart).toBeGreaterThan(passed / 10);
});

test("every text gets an answer, with findings inside of it or an app", () => {
  for (let seed = 1; seed <= files; seed++) {
    const text = generatedText(seed);
    const { findings, app } = lintCompose(text, options);
    expect(app !== undefined || findings.length > 0, text).toBe(true);
    const lines = text.split("\n");
    for (const { line, column, fix } of findings) {
      expect(line <= lines.length && column <= (lines[line - 1] ?? "").length + 1, `${line}:${column} of ${text}`).toBe(
        true,
      );
      if (fix?.replacement) expect(fix.replacement.range.end <= text.length).toBe(true);
    }
  }
});
