import { expect, test } from "vitest";
import { endingOf } from "./maintenance.ts";

const schema = {
  ...{ type: "string" as const, title: "PHP version", language: "PHP" },
  maintained: { "8.2": { byMakers: "2026-12-31", byDebian: "2028-06-30" } },
};
const at = (day: string) => endingOf(schema, "8.2", new Date(`${day}T12:00:00Z`));

test("the end of a version is told some weeks before it, from then on, and more urgently when nobody keeps it secure", () => {
  expect(at("2026-10-01")).toBeUndefined();
  expect(at("2026-11-23")).toMatchObject({ tone: "warn", text: expect.stringContaining("31 December 2026") });
  expect(at("2026-12-31")?.text).toContain("Maintained by its makers until");
  expect(at("2027-01-01")).toMatchObject({ tone: "warn", text: expect.stringContaining("ended it on") });
  expect(at("2028-07-01")).toMatchObject({ tone: "bad" });
  expect(endingOf(schema, "9.9")).toBeUndefined();
});
