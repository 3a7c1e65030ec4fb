import { afterAll, beforeAll, expect, test } from "vitest";
import { anonymous, type TestWorld, testWorld } from "../kernel/test-context.ts";
import * as Identity from "./index.ts";
import { registered } from "./test-people.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

const known = "known@example.com";
const unknown = "unknown@example.com";
const rounds = 24;

/** How often a call about `known` took longer than one about `unknown`: a half means that time tells nothing. */
function longer(times: Record<string, number[]>): number {
  const [ours = [], others = []] = [times[known], times[unknown]];
  const won = ours.flatMap((mine) => others.map((theirs) => (mine > theirs ? 1 : mine === theirs ? 0.5 : 0)));
  return won.reduce((sum: number, each) => sum + each, 0) / won.length;
}

const median = (values: readonly number[] = []): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** In turns, so that whatever else the machine does falls on both alike. */
async function measured(call: (email: string) => Promise<unknown>): Promise<Record<string, number[]>> {
  const times: Record<string, number[]> = { [known]: [], [unknown]: [] };
  for (let round = 0; round < rounds; round++) {
    for (const email of round % 2 === 0 ? [known, unknown] : [unknown, known]) {
      const begun = performance.now();
      await call(email).catch(() => undefined);
      times[email]?.push(performance.now() - begun);
    }
  }
  return times;
}

test("how long an answer takes is told of addresses that are known and of those that are not", async () => {
  await registered(world.as(anonymous), { email: known, password: "quiet harbour violet engine" });
  const asked = {
    "signing in": (email: string) => Identity.signIn(world.as(anonymous), { email, password: "not the password" }),
    "asking for a reset": (email: string) => Identity.requestReset(world.as(anonymous), { email }),
  };
  for (const [what, call] of Object.entries(asked)) {
    const times = await measured(call);
    expect(times[known]).toHaveLength(rounds);
    const words = `${median(times[known]).toFixed(1)} ms known, ${median(times[unknown]).toFixed(1)} ms unknown`;
    process.stdout.write(
      `${what}: ${words}, known took longer in ${(longer(times) * 100).toFixed(0)} % of all pairs\n`,
    );
  }
});
