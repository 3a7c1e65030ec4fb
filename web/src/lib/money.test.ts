import { expect, test } from "vitest";
import { formatMoney } from "./money.ts";

test("an amount keeps both decimals, thousands are parted, minor units follow the currency", () => {
  expect(formatMoney({ minor: 1400, currency: "EUR" })).toBe("€14.00");
  expect(formatMoney({ minor: 120_405, currency: "EUR" })).toBe("€1,204.05");
  expect(formatMoney({ minor: -600, currency: "EUR" })).toBe("-€6.00");
  expect(formatMoney({ minor: 500, currency: "JPY" })).toBe("JP¥500");
});
