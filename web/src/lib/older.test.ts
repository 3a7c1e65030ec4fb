import { createRoot, createSignal } from "solid-js";
import { expect, test } from "vitest";
import { createOlder } from "./older.ts";

const page = (ids: string[], nextCursor: string | null) => ({ items: ids.map((id) => ({ id })), nextCursor });

test("older rows come after the first page, each row once, and newer rows push nothing off", () =>
  createRoot(async (dispose) => {
    const [first, setFirst] = createSignal(page(["d", "c"], "c"));
    const asked: string[] = [];
    const older = createOlder(first, (cursor) => {
      asked.push(cursor);
      return Promise.resolve(page(["b"], null));
    });
    await older.more();
    setFirst(page(["e", "d"], "d"));
    expect(older.items().map(({ id }) => id)).toEqual(["e", "d", "c", "b"]);
    expect(older.hasMore()).toBe(false);
    await older.more();
    expect(asked).toEqual(["c"]);
    dispose();
  }));

test("a page that does not arrive is said, and can be asked for again", () =>
  createRoot(async (dispose) => {
    let answers = 0;
    const older = createOlder(
      () => page(["b"], "b"),
      () => {
        answers += 1;
        return answers === 1 ? Promise.reject(new Error("away")) : Promise.resolve(page(["a"], null));
      },
    );
    await older.more();
    expect(older.failure()?.message).toBe("away");
    await older.more();
    expect(older.failure()).toBeUndefined();
    expect(older.items().map(({ id }) => id)).toEqual(["b", "a"]);
    dispose();
  }));
