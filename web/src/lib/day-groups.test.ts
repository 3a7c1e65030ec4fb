import { expect, test } from "vitest";
import { dayGroups } from "./day-groups.ts";

test("what happened on one day where the reader is stands together, in the order it came in", () => {
  const at = (day: number, hour: number) => ({ at: new Date(2026, 10, day, hour).toISOString() });
  const [night, noon, before] = [at(22, 23), at(22, 0), at(21, 23)];
  expect(dayGroups([night, noon, before])).toEqual([
    { day: "2026-11-22", items: [night, noon] },
    { day: "2026-11-21", items: [before] },
  ]);
  expect(dayGroups([])).toEqual([]);
});
