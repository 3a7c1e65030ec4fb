import { afterAll, beforeAll, expect, test } from "vitest";
import { takeTokens } from "../kernel/rate-limit.ts";
import { anonymous, type TestWorld, testWorld } from "../kernel/test-context.ts";
import { guessed } from "./guess.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

test("the longer somebody guesses, the longer each next guess waits, for as long as they do", async () => {
  const guess = async (network: string) => {
    const { wanted } = await guessed(world.as(anonymous), "kim@example.com", network);
    return takeTokens(world.db, wanted, world.clock.now);
  };
  const begun = world.clock.now.getTime();
  const waits: number[] = [];
  let guesses = 0;
  while (guesses < 250) {
    const taken = await guess(`network ${guesses}`);
    if (taken.allowed) guesses++;
    else {
      waits.push(taken.retryAfterSeconds);
      world.clock.advance(taken.retryAfterSeconds);
    }
  }
  expect(waits[0]).toBe(90);
  expect(new Set(waits)).toContain(360);
  expect(waits.at(-1)).toBe(864);
  const days = (world.clock.now.getTime() - begun) / 86_400_000;
  expect(guesses).toBeLessThanOrEqual(100 * (days + 1));
});

test("however the address is written, it is the same person's", async () => {
  const of = async (email: string) => (await guessed(world.as(anonymous), email, "somewhere")).wanted;
  expect(await of("KIM@Example.com")).toEqual(await of("kim@example.com"));
});
