import { Cron } from "croner";
import { describe, expect, test } from "vitest";
import { calendarOf, nextRuns, readSchedule, type Schedule } from "./schedule.state.ts";

function schedule(text: string): Schedule {
  const read = readSchedule(text);
  if ("problem" in read) throw new Error(`${text}: ${JSON.stringify(read.problem)}`);
  return read.schedule;
}
const next = (text: string, timeZone: string, after: string, count = 3) =>
  nextRuns(schedule(text), timeZone, new Date(after), count).map((at) => at.toISOString());

describe("a schedule", () => {
  test.each([
    ["0 3 * * *", ["*-*-* 03:00:00 UTC"]],
    ["*/20 8-17/3 * * mon-fri", ["Mon,Tue,Wed,Thu,Fri *-*-* 08,11,14,17:00,20,40:00 UTC"]],
    ["5 4 1,15 jan,7 *", ["*-01,07-01,15 04:05:00 UTC"]],
    ["0 0 13 * 5", ["*-*-13 00:00:00 UTC", "Fri *-*-* 00:00:00 UTC"]],
    ["@weekly", ["Sun *-*-* 00:00:00 UTC"]],
    ["* * * * 0-7", ["*-*-* *:*:00 UTC"]],
    ["10/25 * * * 7", ["Sun *-*-* *:10,35:00 UTC"]],
  ])("%s is told to a node as %j", (text, calendar) => {
    expect(calendarOf(schedule(text), "UTC")).toEqual(calendar);
  });

  test.each([
    ["", "all"],
    ["* * * *", "all"],
    ["0 0 3 * * *", "all"],
    ["60 * * * *", "minute"],
    ["*/0 * * * *", "minute"],
    ["5- * * * *", "minute"],
    ["1-2-3 * * * *", "minute"],
    ["1,,2 * * * *", "minute"],
    ["* 24 * * *", "hour"],
    ["* 5-3 * * *", "hour"],
    ["* * 0 * *", "day"],
    ["* * L * *", "day"],
    ["* * 31 2 *", "day"],
    ["* * */2 * mon", "day"],
    ["* * 5 * 0-6", "day"],
    ["* * * 13 *", "month"],
    ["* * * * mo", "weekday"],
    ["* * * * 8", "weekday"],
    ["* * * * $(reboot)", "weekday"],
  ])("%s is refused at its %s", (text, field) => {
    expect(readSchedule(text)).toMatchObject({ problem: { field } });
  });

  test("runs at the hour that clocks there show, in summer as in winter", () => {
    expect(next("0 3 * * *", "Europe/Zurich", "2026-03-28T12:00:00Z")).toEqual([
      "2026-03-29T01:00:00.000Z",
      "2026-03-30T01:00:00.000Z",
      "2026-03-31T01:00:00.000Z",
    ]);
    // At half past two nobody's clock shows that on the day on which it is put forward.
    expect(next("30 2 * * *", "Europe/Zurich", "2026-03-28T12:00:00Z", 1)).toEqual(["2026-03-30T00:30:00.000Z"]);
    expect(next("30 2 * * *", "Europe/Zurich", "2026-10-24T12:00:00Z", 2)).toEqual([
      "2026-10-25T00:30:00.000Z",
      "2026-10-26T01:30:00.000Z",
    ]);
    expect(next("0 0 29 2 *", "UTC", "2026-01-01T00:00:00Z", 2)).toEqual([
      "2028-02-29T00:00:00.000Z",
      "2032-02-29T00:00:00.000Z",
    ]);
  });

  test("runs when another reader of crontabs says so, whatever the expression and the zone", () => {
    let seed = 7;
    const draw = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((seed / 2 ** 31) * below);
    };
    const field = (min: number, max: number) => {
      const [a, b] = [min + draw(max - min + 1), min + draw(max - min + 1)];
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      return ["*", String(a), `${from}-${to}`, `${from}-${to}/${1 + draw(4)}`, `*/${2 + draw(5)}`, `${a},${b}`][
        draw(6)
      ];
    };
    const zones = ["UTC", "Asia/Kolkata", "America/Bogota", "Asia/Tokyo"];
    let compared = 0;
    for (let round = 0; round < 300; round++) {
      const text = [field(0, 59), field(0, 23), field(1, 28), field(1, 12), field(0, 6)].join(" ");
      const read = readSchedule(text);
      if ("problem" in read) continue;
      const [zone = "UTC", from] = [zones[draw(4)], new Date(Date.UTC(2026, draw(12), 1 + draw(28), draw(24)))];
      const other = new Cron(text, { timezone: zone, paused: true }).nextRuns(3, from);
      expect([text, zone, ...nextRuns(read.schedule, zone, from, 3)]).toEqual([text, zone, ...other]);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(150);
  });
});
