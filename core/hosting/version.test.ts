import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { appTemplates, NewApp, runtimeOf } from "./app.ts";
import { imagesOf } from "./containerfile.ts";
import { parametersSchema } from "./parameter-schema.ts";
import { recipeOf } from "./recipe.ts";
import { versionChoice } from "./version.ts";

const root = resolve(import.meta.dirname, "../..");
const versionIn = (folder: string) =>
  readFileSync(resolve(root, "node-bootstrap/containers", folder, "VERSION"), "utf8").trim();

/** Each version that an app can be run on, as somebody chooses it. */
const choices = appTemplates.flatMap((template) =>
  Object.entries(parametersSchema(template.parameters).properties).flatMap(([name, { enum: versions, maintained }]) =>
    maintained ? (versions ?? []).map((version) => ({ template, name, version, until: maintained[version] })) : [],
  ),
);

test("PHP, Node.js, Python and what runs on them can be had in more than one version, the newest by itself", () => {
  const offered = Map.groupBy(choices, ({ template }) => template.name);
  expect([...offered].map(([template, of]) => [template, of.map(({ version }) => version)])).toEqual([
    ["node", ["18", "20"]],
    ["php", ["8.2", "8.4"]],
    ["python", ["3.11", "3.13"]],
    ["wordpress", ["8.2", "8.4"]],
  ]);
  for (const [template, of] of offered) {
    const newest = of.find(({ version }) => !["18", "8.2", "3.11"].includes(version));
    expect(NewApp.parse({ template }).parameters).toMatchObject({ [newest?.name ?? ""]: newest?.version });
  }
  const version = { image: "", maintained: { byMakers: "", byDebian: "" } };
  expect(versionChoice("X", { "1.9": version, "1.10": version }).parse(undefined)).toBe("1.10");
});

test.each(choices)(
  "$template.name $version runs on an image of its own, is built with its own tools, and says so",
  ({ template, name, version }) => {
    const parameters = { [name]: version };
    const digits = version.replace(".", "");
    const [, image = "", number] = /^localhost\/rookery\/([a-z0-9-]+):(\d+)$/.exec(template.image(parameters)) ?? [];
    expect([number, image.endsWith(digits) || version === "8.4"]).toEqual([versionIn(image), true]);
    expect(runtimeOf(template.name, parameters)?.split(" ")).toEqual([
      expect.stringMatching(/^(PHP|Node\.js|Python)$/),
      version,
    ]);
    if (!template.build) return;
    const builders = imagesOf(recipeOf(template.name, parameters)).map((used) => used.split("/").at(-1));
    expect(builders).toEqual([`${image}-build:${versionIn(`${image}-build`)}`, `${image}:${number}`]);
  },
);

test("until when each is looked after is a day, and stands in docs/apps.md", () => {
  const docs = readFileSync(resolve(root, "docs/apps.md"), "utf8").split("\n");
  expect(choices.length).toBeGreaterThan(0);
  for (const { template, name, version, until } of choices) {
    for (const day of [until?.byMakers, until?.byDebian]) expect(z.iso.date().safeParse(day).success).toBe(true);
    const runtime = runtimeOf(template.name, { [name]: version });
    expect(docs).toContain(`| ${runtime} | ${until?.byMakers} | ${until?.byDebian} |`);
  }
});

test("an app without versions, and one of a kind that is gone, run on nothing that could be named", () => {
  expect(runtimeOf("static", {})).toBeNull();
  expect(runtimeOf("php", {})).toBeNull();
  expect(runtimeOf("gone", { version: "8.2" })).toBeNull();
});
