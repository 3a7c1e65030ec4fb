import { expect, test } from "vitest";
import { asClock, isSaid, secondsUntil } from "./countdown.ts";

test("a wait is over when its time has come and not a moment before, however slow the timers ran", () => {
  expect(secondsUntil(10_000, 0)).toBe(10);
  expect(secondsUntil(10_000, 9_001)).toBe(1);
  expect(secondsUntil(10_000, 10_000)).toBe(0);
  expect(secondsUntil(10_000, 99_000)).toBe(0);
});

test("a wait reads like a clock", () => {
  expect([9, 90, 864, 3600].map(asClock)).toEqual(["0:09", "1:30", "14:24", "60:00"]);
});

test("who listens is told how long it takes, and is not told every second", () => {
  const said = Array.from({ length: 90 }, (_, passed) => 90 - passed).filter((left) => isSaid(left, 90));
  expect(said).toEqual([90, 60, 30, 10]);
});
