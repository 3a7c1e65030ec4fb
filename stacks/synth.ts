import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { prepareBundles } from "./bundles.ts";
import { exampleStage } from "./example-stage.ts";
import { reportOf } from "./report.ts";
import { settings } from "./stage.ts";
import { synthesise } from "./synthesis.ts";

/** `npm run synth`: every template as it would be deployed, and what three rule packs say of it. Needs no account. */
const folder = "dist/templates";
const acceptedFile = join(folder, "accepted-findings.json");

/** Of a company that does not exist, but for what the environment says. */
const given = Object.keys(settings).map((name) => [name, process.env[name]] as const);
const own = Object.fromEntries(given.filter(([, value]) => value !== undefined));

await prepareBundles(exampleStage(own).bundles);
await rm(folder, { recursive: true, force: true });
const parts = ["product", "edge"].map((part) =>
  synthesise(exampleStage({ ...own, ROOKERY_PART: part }), join(folder, part)),
);
const { lines, accepted, isClean } = reportOf(parts);
await writeFile(acceptedFile, `${JSON.stringify(accepted, null, 2)}\n`);
for (const line of lines) console.log(line);
console.log(`\nThe templates are in ${folder}, and why each finding is suppressed in ${acceptedFile}.`);
process.exitCode = isClean ? 0 : 1;
