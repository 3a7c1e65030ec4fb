import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { templates } from "./index.ts";

const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .toSorted();

test("the list of templates is made of their folders: vitest -u writes it", async () => {
  const list = `// Written by index.test.ts from the folders beside it: \`npx vitest run core/hosting/templates -u\`.
${folders.map((name) => `import { template as ${name}Template } from "./${name}/template.ts";\n`).join("")}
export const templates = {
${folders.map((name) => `  ${name}: ${name}Template,\n`).join("")}} as const;
`;
  await expect(list).toMatchFileSnapshot("index.ts");
});

test("a template is called what its folder is", () => {
  expect(Object.values(templates).map(({ name }) => name)).toEqual(folders);
});
