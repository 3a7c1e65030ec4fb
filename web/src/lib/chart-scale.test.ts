import { expect, test } from "vitest";
import { areaPath, linePath, roundUp, stacked } from "./chart-scale.ts";

test("the top of a chart is a round figure that nothing exceeds", () => {
  expect([0, 0.03, 1, 1.1, 4.2, 7, 10, 999, 100_000].map(roundUp)).toEqual([1, 0.05, 1, 2, 5, 10, 10, 1000, 100_000]);
});

test("a line begins at zero's height, breaks where nothing is known, and shows a point by itself as a dot", () => {
  expect(linePath([0, 50, 100], 100)).toBe("M0 100L300 50L600 0");
  expect(linePath([10, null, 20, 20, null], 100)).toBe("M0 90h0M300 80L450 80");
  expect(linePath([null, null], 100)).toBe("");
  expect(linePath([5], 10)).toBe("M300 50h0");
});

test("an area is closed along what it stands on, and has none under a single point", () => {
  expect(areaPath([10, 20], [0, 0], 100)).toBe("M0 90L600 80L600 100L0 100Z");
  expect(areaPath([10, null], [0, 0], 100)).toBe("");
});

test("what is stacked adds up, and a gap stays one", () => {
  expect(
    stacked([
      [1, null, 3],
      [1, null, 1],
    ]),
  ).toEqual([
    [1, null, 3],
    [2, null, 4],
  ]);
});
