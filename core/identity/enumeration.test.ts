import { afterAll, beforeAll, expect, test } from "vitest";
import { anonymous, type TestWorld, testWorld } from "../kernel/test-context.ts";
import { figuresOf, timesInTurns } from "../kernel/test-times.ts";
import * as Identity from "./index.ts";
import { registered } from "./test-people.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

const emails = { ours: "known@example.com", others: "unknown@example.com" };
const rounds = 24;

test("how long an answer takes is told of addresses that are known and of those that are not", async () => {
  await registered(world.as(anonymous), { email: emails.ours, password: "quiet harbour violet engine" });
  const asked = {
    "signing in": (email: string) => Identity.signIn(world.as(anonymous), { email, password: "not the password" }),
    "asking for a reset": (email: string) => Identity.requestReset(world.as(anonymous), { email }),
  };
  for (const [what, call] of Object.entries(asked)) {
    const times = await timesInTurns(rounds, (which) => call(emails[which]).catch(() => undefined));
    expect(times.ours).toHaveLength(rounds);
    process.stdout.write(`${figuresOf(what, times)}\n`);
  }
});
