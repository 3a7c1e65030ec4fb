import { expect, test } from "vitest";
import { withCountryNumber } from "./phone.state.ts";

test.each([
  ["+49891234567", "+49.891234567"],
  ["+12025550123", "+1.2025550123"],
  ["+77012345678", "+7.7012345678"],
  ["+420123456789", "+420.123456789"],
  ["+3531234567", "+353.1234567"],
  ["+442071234567", "+44.2071234567"],
  ["+37.1234567", "+37.1234567"],
])("the country's number of %s is what stands before the point in %s", (written, kept) => {
  expect(withCountryNumber(written)).toBe(kept);
});
