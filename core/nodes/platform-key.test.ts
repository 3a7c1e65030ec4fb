import { afterAll, beforeAll, expect, test } from "vitest";
import { KeyRing } from "../kernel/data-key.ts";
import { MemoryKeyProtection } from "../kernel/memory-key-protection.ts";
import { system, type TestWorld, testWorld } from "../kernel/test-context.ts";
import * as Nodes from "./index.ts";
import { sshKey } from "./node.sql.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld({
    keys: new KeyRing({ protection: new MemoryKeyProtection(), now: () => world.clock.now }),
  });
});
afterAll(() => world.close());

test("there is one key, however many set the platform up at once, and it opens what its public half closes", async () => {
  const ctx = world.as(system);
  const made = await Promise.all(Array.from({ length: 4 }, () => Nodes.ensurePlatformKey(ctx, {})));
  expect(new Set(made.map(({ publicKey }) => publicKey)).size).toBe(1);
  const rows = await world.db.transaction({ role: "platform" }, (tx) => tx.select().from(sshKey));
  expect(rows).toHaveLength(1);
  expect((await Nodes.openPlatformKey(ctx, {})).reveal()).toContain("PRIVATE KEY");
  expect(rows[0]?.privateKey).not.toContain("PRIVATE KEY");
});
