import { expect, test } from "vitest";
import { parseSchedule } from "./schedule-expression.ts";

const sunday = new Date("2026-11-22T09:30:20Z");
const next = (expression: string) => parseSchedule(expression).next(sunday)?.toISOString().replace(":00.000Z", "");

test.each([
  ["rate(1 minute)", "2026-11-22T09:31:20.000Z"],
  ["rate(5 minutes)", "2026-11-22T09:35:20.000Z"],
  ["rate(1 day)", "2026-11-23T09:30:20.000Z"],
  ["cron(0 12 * * ? *)", "2026-11-22T12:00"],
  ["cron(0/15 * * * ? *)", "2026-11-22T09:45"],
  ["cron(0/5 8-17 ? * MON-FRI *)", "2026-11-23T08:00"],
  ["cron(15 10 ? * 6L 2026-2027)", "2026-11-27T10:15"],
  ["cron(0 9 ? * 2#1 *)", "2026-12-07T09:00"],
  ["cron(0 18 L * ? *)", "2026-11-30T18:00"],
  ["cron(0 8 ? * 1 *)", "2026-11-29T08:00"],
  ["cron(0 0 1 1,7 ? *)", "2027-01-01T00:00"],
  ["cron(0 0 1 1 ? 2020)", undefined],
])("%s is next due at %s", (expression, expected) => {
  expect(next(expression)).toBe(expected);
});

test.each([
  "rate(1 minutes)",
  "rate(5 minute)",
  "rate(0 minutes)",
  "rate(10 seconds)",
  "cron(0 12 * * * *)",
  "cron(0 12 ? * ? *)",
  "cron(0 12 * * ?)",
  "cron(61 12 * * ? *)",
  "every day",
])("%s is refused, as by EventBridge", (expression) => {
  expect(() => parseSchedule(expression)).toThrow();
});
