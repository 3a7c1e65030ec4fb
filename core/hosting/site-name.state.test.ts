import { expect, test } from "vitest";
import { siteNameProblem } from "./site-name.state.ts";

test("every name that passes is one DNS label of small letters, digits and single hyphens", () => {
  const characters = ["a", "z", "0", "9", "-", "A", "_", ".", " ", "ß", "\n", "*"];
  for (let count = 0; count < 20_000; count++) {
    const length = 1 + (count % 6);
    let name = "";
    for (let at = 0; at < length; at++)
      name += characters[(count * 7 + at * at * 13 + Math.floor(count / 12 ** at)) % 12];
    if (siteNameProblem(name) === undefined) expect(name).toMatch(/^[a-z0-9](?:[a-z0-9]|-(?!-)){1,38}[a-z0-9]$/);
  }
  expect(siteNameProblem("my-shop")).toBeUndefined();
  expect(siteNameProblem("a\nb")).toBeDefined();
  expect(siteNameProblem("abc\n")).toBeDefined();
});
