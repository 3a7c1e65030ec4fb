import { expect, test } from "vitest";
import { formatCores, formatMegabytes, formatUsed } from "./size.ts";

test("a size is said in the unit a person would choose", () => {
  expect(formatMegabytes(512)).toBe("512 MB");
  expect(formatMegabytes(1024)).toBe("1 GB");
  expect(formatMegabytes(1_700_000)).toBe("1.6 TB");
});

test("used and total share the unit of the total", () => {
  expect(formatUsed(2458, 4096)).toBe("2.4 of 4 GB");
  expect(formatUsed(12, 256)).toBe("12 of 256 MB");
});

test("cores are counted in words", () => {
  expect(formatCores(100)).toBe("1 core");
  expect(formatCores(50)).toBe("0.5 cores");
  expect(formatCores(25)).toBe("0.25 cores");
  expect(formatCores(200)).toBe("2 cores");
});
