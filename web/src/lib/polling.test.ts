import { expect, test } from "vitest";
import { backOff } from "./polling.ts";

test("polling is quick while somebody waits and never slower than ten seconds", () => {
  expect(backOff(0)).toBe(1000);
  expect(backOff(59_999)).toBe(1000);
  expect(backOff(61_000)).toBe(2000);
  expect(backOff(3_600_000)).toBe(10_000);
});
