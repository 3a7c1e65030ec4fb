import { expect, test } from "vitest";
import { KeyCache } from "./key-cache.ts";

const key = (fill: number) => Buffer.alloc(32, fill);
const zero = Buffer.alloc(32);

function cacheAt(capacity = 3) {
  const clock = { seconds: 0 };
  const now = () => new Date(clock.seconds * 1000);
  return { clock, cache: new KeyCache<string>({ capacity, maxAgeSeconds: 300, now }) };
}

test("keeps a copy, so that the caller may zero its own", () => {
  const { cache } = cacheAt();
  const mine = key(1);
  cache.put("a", mine, "label");
  mine.fill(0);
  expect(cache.get("a")).toMatchObject({ bytes: key(1), label: "label" });
});

test("zeroes a key that grows too old, even when another one is asked for", () => {
  const { cache, clock } = cacheAt();
  cache.put("a", key(1), "");
  const held = cache.get("a")?.bytes;
  clock.seconds = 299;
  expect(cache.get("a")?.bytes).toEqual(key(1));
  clock.seconds = 300;
  expect(cache.get("b")).toBeUndefined();
  expect(held).toEqual(zero);
  expect(cache.get("a")).toBeUndefined();
});

test("use does not make a key younger", () => {
  const { cache, clock } = cacheAt();
  cache.put("a", key(1), "");
  for (clock.seconds = 0; clock.seconds < 300; clock.seconds += 50) cache.get("a");
  expect(cache.get("a")).toBeUndefined();
});

test("zeroes the oldest when it is full", () => {
  const { cache } = cacheAt();
  for (const [index, id] of ["a", "b", "c"].entries()) cache.put(id, key(index + 1), "");
  const oldest = cache.get("a")?.bytes;
  cache.put("d", key(4), "");
  expect(oldest).toEqual(zero);
  expect(["a", "b", "c", "d"].map((id) => cache.get(id) !== undefined)).toEqual([false, true, true, true]);
});

test("replacing a key evicts nobody else and zeroes what it replaces", () => {
  const { cache } = cacheAt(2);
  cache.put("a", key(1), "");
  cache.put("b", key(2), "");
  const before = cache.get("b")?.bytes;
  cache.put("b", key(3), "");
  expect(before).toEqual(zero);
  expect(cache.get("a")?.bytes).toEqual(key(1));
  expect(cache.get("b")?.bytes).toEqual(key(3));
});

test("zeroes what is deleted, and everything when cleared", () => {
  const { cache } = cacheAt();
  for (const [index, id] of ["a", "b", "c"].entries()) cache.put(id, key(index + 1), "");
  const held = ["a", "b", "c"].map((id) => cache.get(id)?.bytes);
  cache.delete("b");
  expect(held).toEqual([key(1), zero, key(3)]);
  cache.clear();
  expect(held).toEqual([zero, zero, zero]);
});

test("a cache that could hold nothing is refused", () => {
  const now = () => new Date(0);
  expect(() => new KeyCache({ capacity: 0, maxAgeSeconds: 300, now })).toThrow(RangeError);
  expect(() => new KeyCache({ capacity: 1, maxAgeSeconds: 0, now })).toThrow(RangeError);
});
