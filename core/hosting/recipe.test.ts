import { expect, test } from "vitest";
import { appTemplates } from "./app.ts";
import { isBuilt } from "./built.state.ts";
import { runsForeignImages } from "./foreign.state.ts";
import { recipeOf } from "./recipe.ts";

test("screens offer a repository to the very apps that are built of code, and to no other", () => {
  for (const { name, build } of appTemplates) expect([name, isBuilt(name)]).toEqual([name, build !== undefined]);
});

test("screens ask what opens private images for the very apps whose images are pulled", () => {
  for (const { name, pulled, composed } of appTemplates)
    expect([name, runsForeignImages({ template: name })]).toEqual([name, (pulled ?? composed) === true]);
});

test("what takes no code of its own is not built, and says so", () => {
  expect(() => recipeOf("wordpress", {})).toThrow("WordPress takes no code of its own: there is nothing to build.");
});
