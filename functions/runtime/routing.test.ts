import { glob, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { functions, queues } from "../manifest.ts";
import { queueOf } from "./routing.ts";

/** Types of events as they stand in the code: `{ type: "noun.verb", subject: … }`. */
async function eventTypes(): Promise<Set<string>> {
  const found = new Set<string>();
  for await (const file of glob("core/**/*.ts")) {
    if (/\.test\.ts$|\/(test|fake)-/.test(file)) continue;
    const text = await readFile(file, "utf8");
    for (const [, type = ""] of text.matchAll(/\btype: "([a-z_]+\.[a-z_]+)",\s*subject\b/g)) found.add(type);
  }
  return found;
}

test("every event that the core can return has a queue, and every route has an event", async () => {
  expect(Object.keys(queueOf).toSorted()).toEqual([...(await eventTypes())].toSorted());
});

test("every queue has one function that works on it, with more time to be invisible than that may run", () => {
  for (const [name, { visibilitySeconds }] of Object.entries(queues)) {
    const consumers = Object.values(functions).filter(({ trigger }) => "queue" in trigger && trigger.queue === name);
    expect(consumers, name).toHaveLength(1);
    for (const { timeoutSeconds } of consumers) expect(timeoutSeconds).toBeLessThan(visibilitySeconds);
  }
  expect(new Set(Object.values(queueOf))).toEqual(new Set(Object.keys(queues)));
});
