import { expect, test } from "vitest";
import { freePort } from "./free-port.ts";

test("no two of a run get the same port, whenever they take it", async () => {
  const ports = await Promise.all(Array.from({ length: 1000 }, freePort));
  expect(new Set(ports).size).toBe(ports.length);
});
