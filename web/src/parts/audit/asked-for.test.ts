import { expect, test } from "vitest";
import { askedFor } from "./asked-for.ts";

test("days are whole days where the reader is, the last one too", () => {
  const { from, to } = askedFor({ from: "2026-11-20", to: "2026-11-22" });
  expect(from).toBe(new Date(2026, 10, 20).toISOString());
  expect(to).toBe(new Date(2026, 10, 23).toISOString());
});

test("an address that says nothing sensible asks for everything, and is not refused", () => {
  expect(askedFor({ from: "yesterday", to: "9999-99-99", actor: "root", family: "constructor", person: "" })).toEqual(
    {},
  );
});

test("what is asked for by id is left to the API", () => {
  expect(askedFor({ target: "ord_1", person: "per_1", account: "acc_1", family: "order", actor: "staff" })).toEqual({
    target: "ord_1",
    personId: "per_1",
    accountId: "acc_1",
    family: "order",
    actor: "staff",
  });
});
