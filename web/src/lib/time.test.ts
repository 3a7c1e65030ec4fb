import { expect, test } from "vitest";
import { formatAge, formatDay, formatDeadline, formatDuration, formatMoment } from "./time.ts";

const now = new Date(2026, 10, 22, 15, 30);
const local = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString();

test("a moment is a clock today, a weekday this week, a date before, with the year when it is another", () => {
  expect(formatMoment(local(2026, 10, 22, 6, 20), now)).toBe("06:20");
  expect(formatMoment(local(2026, 10, 20, 16, 44), now)).toBe("Fri 16:44");
  expect(formatMoment(local(2026, 10, 15, 9, 0), now)).toBe("15 November");
  expect(formatMoment(local(2025, 10, 15, 9, 0), now)).toBe("15 November 2025");
  expect(formatDay(local(2026, 11, 4, 0, 0), now)).toBe("4 December");
});

test("a moment in the future is never shown as a weekday of the past", () => {
  expect(formatMoment(local(2026, 10, 24, 9, 0), now)).toBe("24 November");
});

test("a deadline says its day unless it is today", () => {
  expect(formatDeadline(local(2026, 10, 22, 18, 5), now)).toBe("18:05");
  expect(formatDeadline(local(2026, 10, 23, 10, 48), now)).toBe("23 November, 10:48");
});

test("a duration is said in words a person uses and never below zero", () => {
  expect(formatDuration(-5)).toBe("0 s");
  expect(formatDuration(8_400)).toBe("8 s");
  expect(formatDuration(94_000)).toBe("1 min 34 s");
  expect(formatDuration(120_000)).toBe("2 min");
  expect(formatDuration(7_500_000)).toBe("2 h 5 min");
  expect(formatDuration(3 * 86_400_000)).toBe("3 days");
});

test("an age has one unit", () => {
  expect(formatAge(new Date(now.getTime() - 4_000).toISOString(), now.getTime())).toBe("4 s");
  expect(formatAge(new Date(now.getTime() - 38 * 60_000).toISOString(), now.getTime())).toBe("38 min");
});
