import { expect, test } from "vitest";
import { Bulkhead } from "./bulkhead.ts";

/** Work that ends when it is told to. */
function controlled() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  return { work: () => promise, resolve, reject };
}

test("so much runs at once and no more, in the order in which it came", async () => {
  const bulkhead = new Bulkhead({ running: 2, waiting: 10 });
  const begun: number[] = [];
  const works = Array.from({ length: 6 }, controlled);
  const ends = works.map(({ work }, n) =>
    bulkhead.run(() => {
      begun.push(n);
      return work();
    }),
  );
  for (const [n, { resolve }] of works.entries()) {
    await Promise.resolve();
    expect(begun.length).toBeLessThanOrEqual(n + 2);
    resolve("done");
    await ends[n];
  }
  expect(begun).toEqual([0, 1, 2, 3, 4, 5]);
});

test("what finds no place is refused at once, says when to come back, and takes no place", async () => {
  const bulkhead = new Bulkhead({ running: 1, waiting: 1 });
  const [running, waiting] = [controlled(), controlled()];
  const ends = [bulkhead.run(running.work), bulkhead.run(waiting.work)];
  for (let times = 0; times < 3; times++) {
    await expect(bulkhead.run(() => Promise.resolve("never"))).rejects.toMatchObject({
      ...{ code: "system.busy", status: 503, retryAfterSeconds: 3 },
    });
  }
  running.resolve("one");
  waiting.resolve("two");
  expect(await Promise.all(ends)).toEqual(["one", "two"]);
  expect(await bulkhead.run(() => Promise.resolve("three"))).toBe("three");
});

test("what fails gives its place up", async () => {
  const bulkhead = new Bulkhead({ running: 1, waiting: 0 });
  for (let times = 0; times < 3; times++) {
    await expect(bulkhead.run(() => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  }
});
