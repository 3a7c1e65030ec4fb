import { expect, test } from "vitest";
import { appTemplates } from "./app.ts";
import { isBuilt } from "./built.state.ts";
import { recipeOf } from "./recipe.ts";

test("screens offer a repository to the very apps that are built of code, and to no other", () => {
  for (const { name, build } of appTemplates) expect([name, isBuilt(name)]).toEqual([name, build !== undefined]);
});

test("what takes no code of its own is not built, and says so", () => {
  expect(() => recipeOf("wordpress", {})).toThrow("WordPress takes no code of its own: there is nothing to build.");
});
