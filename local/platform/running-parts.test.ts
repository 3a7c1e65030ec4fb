import { expect, test } from "vitest";
import { runningParts } from "./running-parts.ts";

function givenParts() {
  const stopped: string[] = [];
  const part = (name: string) => ({ name, stop: async () => void stopped.push(name) });
  return { parts: runningParts(), stopped, part };
}

test("parts stop from the last to the first, each once", async () => {
  const { parts, stopped, part } = givenParts();
  parts.add(part("lock"), (lock) => lock.stop());
  await parts.all([Promise.resolve(part("database")), Promise.resolve(part("queues"))]);
  await Promise.all([parts.stop(), parts.stop()]);
  expect(stopped).toEqual(["queues", "database", "lock"]);
});

test("when one of several cannot start, those that did are stopped", async () => {
  const { parts, stopped, part } = givenParts();
  const slow = new Promise<ReturnType<typeof part>>((resolve) => setImmediate(() => resolve(part("slow"))));
  await expect(parts.all([slow, Promise.reject(new Error("the port is taken"))])).rejects.toThrow("the port is taken");
  await parts.stop();
  expect(stopped).toEqual(["slow"]);
});

test("a part that cannot stop keeps no other from stopping, and is told", async () => {
  const { parts, stopped, part } = givenParts();
  parts.add(part("first"), (first) => first.stop());
  parts.add(part("stuck"), () => Promise.reject(new Error("stuck")));
  await expect(parts.stop()).rejects.toMatchObject({ errors: [new Error("stuck")] });
  expect(stopped).toEqual(["first"]);
});
