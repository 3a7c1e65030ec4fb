import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { assumptions, costs, loads, nodesFor, scheduledCalls } from "./load-model.ts";

const page = readFileSync(new URL("../../docs/deploy.md", import.meta.url), "utf8");
const sizes = [100, 1_000, 10_000];
const rowOf = (first: string): string[] | undefined =>
  page
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .find(([, cell]) => cell === first)
    ?.slice(2, -1);

test("the page on deployment shows what the model says a month costs", () => {
  const columns = sizes.map(costs);
  for (const [index, { name }] of (columns[0] ?? []).entries()) {
    expect([name, rowOf(name)]).toEqual([name, columns.map((lines) => String(Math.round(lines[index]?.value ?? 0)))]);
  }
  const totals = columns.map((lines) => String(Math.round(lines.reduce((sum, { value }) => sum + value, 0))));
  expect(rowOf("**Total**")).toEqual(totals.map((total) => `**${total}**`));
});

test("the page on deployment shows what the busiest moment asks of each part", () => {
  const columns = sizes.map(loads);
  const shown = (value: number) => (value >= 10 ? String(Math.round(value)) : String(Number(value.toFixed(1))));
  for (const [index, { part, limit, unit }] of (columns[0] ?? []).entries()) {
    const demands = columns.map((rows) => shown(rows[index]?.demand ?? 0));
    expect([part, rowOf(part)?.slice(0, 4)]).toEqual([part, [...demands, `${shown(limit)} ${unit}`]]);
  }
});

test("the page on deployment states every assumption with its value", () => {
  for (const [name, value] of Object.entries(assumptions))
    expect([name, rowOf(name)?.[0]]).toEqual([name, String(value)]);
});

test("up to 10,000 customers nothing is asked for more than it can give", () => {
  for (const { part, demand, limit } of sizes.flatMap(loads)) expect([part, demand <= limit]).toEqual([part, true]);
});

test("nodes and scheduled calls are counted as the table of functions has them", () => {
  expect(nodesFor(1)).toBe(1);
  expect(nodesFor(10_000)).toBe(500);
  const minutes = 730 * 60;
  // Four every minute, one every five, one every ten, one a day.
  expect(Math.round(scheduledCalls())).toBe(Math.round(4 * minutes + minutes / 5 + minutes / 10 + 730 / 24));
});
