import { expect, test } from "vitest";
import { appTemplates, memoryNeeded, NewApp } from "./index.ts";

const problems = (app: unknown) =>
  NewApp.safeParse(app).error?.issues.map(({ path, message }) => [path.join("."), message] as const) ?? [];

test("what an app left out is filled in as it is when it is chosen", () => {
  expect(NewApp.parse({ template: "static" })).toEqual({
    template: "static",
    parameters: { buildCommand: "", publish: "" },
  });
  expect(NewApp.parse({ template: "php", parameters: { documentRoot: "public" } })).toEqual({
    template: "php",
    parameters: { version: "8.4", documentRoot: "public" },
  });
});

test("what was chosen stays the same when it is read again", () => {
  for (const { name } of appTemplates) {
    const { data } = NewApp.safeParse({ template: name });
    if (data) expect(NewApp.parse(data)).toEqual(data);
  }
});

test("a kind of app that there is not is refused at its field, and so is a database on its own", () => {
  for (const template of ["cobol", "mariadb", "__proto__", "constructor", ""]) {
    expect(problems({ template })).toEqual([["template", expect.stringContaining("There is no such kind of app.")]]);
  }
});

test("a parameter that does not fit is refused at its own field, whether it is wrong or unknown", () => {
  expect(problems({ template: "php", parameters: { version: "5.6", documentRoot: "../../etc" } })).toEqual([
    ["parameters.version", expect.any(String)],
    ["parameters.documentRoot", "A folder, such as public."],
  ]);
  expect(problems({ template: "php", parameters: { privileged: true, root: 1 } })).toEqual([
    ["parameters.privileged", "PHP has no such parameter."],
    ["parameters.root", "PHP has no such parameter."],
  ]);
  expect(problems({ template: "node", parameters: { command: "node a.js; rm -rf /" } })).toEqual([
    ["parameters.command", expect.stringContaining("without quotes")],
  ]);
  expect(problems({ template: "static", image: "evil" })).not.toEqual([]);
});

test("an app needs the memory of its databases too", () => {
  const needed = Object.fromEntries(appTemplates.map((template) => [template.name, memoryNeeded(template)]));
  expect(needed).toMatchObject({ static: 16, wordpress: 288 });
});
