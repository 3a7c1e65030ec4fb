// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of compose files
import { describe, expect, test } from "vitest";
import { lintCompose } from "./compose-lint.state.ts";
import { options } from "./test-apps.ts";

const fileWith = (...check: string[]) =>
  `services:
  web:
    image: nginx:1.29
    expose: ["80"]
    healthcheck:
${check.map((line) => `      ${line}\n`).join("")}      interval: 5s
`;
const found = (text: string) => lintCompose(text, options).findings.filter(({ code }) => code === "health.words");

describe("a health check of words, one of which has a space in it", () => {
  test.each([
    ['test: ["CMD", "sh", "-c", "curl -f localhost || exit 1"]', '["CMD-SHELL","curl -f localhost || exit 1"]'],
    ['test: [CMD, /bin/bash, -c, "exit 0 # ${APP_ENV}"]', '["CMD-SHELL","exit 0 # ${APP_ENV}"]'],
    [`test: ["CMD", "redis-cli", "-a", "a b'c", "ping"]`, `["CMD-SHELL","redis-cli -a 'a b'\\\\''c' ping"]`],
    ['test: ["CMD", "ask", ""]', `["CMD-SHELL","ask ''"]`],
    ['test: ["CMD", "ask", "a $$B"]', `["CMD-SHELL","ask 'a $$B'"]`],
  ])("%s is divided at it, so it is written for a shell", (line, written) => {
    const text = fileWith(line);
    const [finding] = found(text);
    expect(finding).toMatchObject({ severity: "warning", line: 6, column: 13 });
    const replacement = finding?.fix?.replacement;
    if (!replacement) throw new Error("nothing to apply");
    const after = text.slice(0, replacement.range.start) + replacement.text + text.slice(replacement.range.end);
    expect(after).toBe(fileWith(`test: ${written}`));
    expect(found(after)).toEqual([]);
    expect(lintCompose(after, options).app?.services[0]?.healthCheck?.test?.[0]).toBe("CMD-SHELL");
  });

  test("keeps the lines after it where its words have a line each", () => {
    const text = fileWith("test:", "  - CMD", "  - sh", "  - -c", '  - "a b"');
    const replacement = found(text)[0]?.fix?.replacement;
    if (!replacement) throw new Error("nothing to apply");
    const after = text.slice(0, replacement.range.start) + replacement.text + text.slice(replacement.range.end);
    expect(lintCompose(after, options).app?.services[0]?.healthCheck).toEqual({
      test: ["CMD-SHELL", "a b"],
      intervalMs: 5000,
    });
  });
});

test.each(['["CMD", "curl", "-f", "http://localhost"]', '["CMD-SHELL", "a  b"]', '"a  b"', '["NONE"]'])(
  "nothing is said of %s",
  (written) => expect(found(fileWith(`test: ${written}`))).toEqual([]),
);
