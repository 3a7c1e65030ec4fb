import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { prepareBundles } from "./bundles.ts";
import { exampleStage } from "./example-stage.ts";
import type { Finding } from "./nag.ts";
import { settings } from "./stage.ts";
import { synthesise } from "./synthesis.ts";

/** `npm run synth`: every template as it would be deployed, and what three rule packs say of it. Needs no account. */
const folder = "dist/templates";

/** An invented company's, but for what the environment says. */
const given = Object.fromEntries(Object.keys(settings).map((name) => [name, process.env[name]]));
const own = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

await prepareBundles(exampleStage(own).bundles);
await rm(folder, { recursive: true, force: true });
const parts = (["product", "edge"] as const).map((part) => ({
  part,
  ...synthesise(exampleStage({ ...own, ROOKERY_PART: part }), join(folder, part)),
}));

const rows = parts.flatMap(({ artifacts }) =>
  artifacts.map(({ stackName, template }) => {
    // `as`: CloudFormation's own format.
    const { Resources } = template as { Resources: Record<string, unknown> };
    return { stackName, resources: Object.keys(Resources).length };
  }),
);
const width = Math.max(...rows.map(({ stackName }) => stackName.length));
for (const { stackName, resources } of rows) {
  console.log(`${stackName.padEnd(width)} ${String(resources).padStart(4)} resources`);
}
const all = rows.reduce((sum, { resources }) => sum + resources, 0);
console.log(`${`${rows.length} stacks, in ${folder}`.padEnd(width)} ${String(all).padStart(4)} resources\n`);

const accepted = parts.flatMap(({ audit }) => audit.accepted);
const unsuppressed = parts.flatMap(({ audit }) => [...audit.open, ...audit.broken]);
await writeFile(join(folder, "accepted-findings.json"), `${JSON.stringify(accepted, null, 2)}\n`);
const raw = [...accepted, ...unsuppressed];
for (const [title, prefix] of [
  ["AWS Solutions", "AwsSolutions"],
  ["NIST 800-53 r5", "NIST"],
  ["PCI DSS 3.2.1", "PCI"],
] as const) {
  console.log(`${title.padEnd(14)} ${countOf(raw, prefix)} findings, ${countOf(accepted, prefix)} suppressed`);
}
for (const { rule, at } of unsuppressed) console.log(`${rule} at ${at}`);
console.log(`\nraw findings: ${raw.length}`);
console.log(`suppressed findings: ${accepted.length} (each with its reason in ${folder}/accepted-findings.json)`);
console.log(`unsuppressed findings: ${unsuppressed.length}`);
process.exitCode = unsuppressed.length === 0 ? 0 : 1;

function countOf(findings: readonly Finding[], prefix: string): number {
  return findings.filter(({ rule }) => rule.startsWith(prefix)).length;
}
