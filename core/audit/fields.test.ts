import { expect, test } from "vitest";
import { money } from "../kernel/money.ts";
import { changesOf, inWords } from "./fields.ts";

test("customers are not shown where things are inside the platform", () => {
  const said = { before: { state: "provisioning" }, after: { state: "active", nodeId: "nod_1", port: 20_001 } };
  const shows = ["state", "nodeId", "port"] as const;
  expect(changesOf(said, shows, false)).toEqual([{ name: "State", before: "provisioning", after: "active" }]);
  expect(changesOf(said, shows, true).map(({ name }) => name)).toEqual(["State", "Node", "Port"]);
});

test("what is as it was is no change, and what is not named is not shown", () => {
  const said = { before: { state: "paid", token: "a" }, after: { state: "paid", token: "b" } };
  expect(changesOf(said, ["state"], true)).toEqual([]);
});

test.each([
  [null, null],
  [undefined, null],
  [false, "no"],
  [0, "0"],
  [money(1_405), "EUR 14.05"],
  [["a", 1, null], "a, 1, "],
  ["two\r\nlines\u{202e}", "two lines"],
  ["x".repeat(600), `${"x".repeat(500)}…`],
  [`${"x".repeat(499)}\u{1f426}`, `${"x".repeat(499)}\u{fffd}…`],
])("%j is said as %j", (value, words) => {
  expect(inWords(value)).toBe(words);
});
