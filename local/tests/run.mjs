// Runs on any Node from 20.19 on, in a clean clone: prepares what is missing, then runs every test there is, or the fast
// ones and the checks alone.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { endOrphanServers } from "./orphans.mjs";
import { ensurePackages } from "./packages.mjs";
import { endLeftovers, runStage } from "./stage.mjs";
import { countsOf, vitestCounts } from "./vitest-counts.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const cache = join(root, ".cache/tests");
const node = join(root, "node_modules/node/bin/node");
const bin = (name) => join(root, "node_modules/.bin", name);
const minutes = 60_000;
/** How prepare-machine.ts ends where no lab node can run. */
const exitWithoutLab = 3;
const fastOnly = process.argv.includes("--fast");
const summaries = [];
/** On one thread each: on more, both would look at the same types once a thread, which doubles the work and halves nothing. */
const types = check("types", [bin("tsc"), "--singleThreaded"]);
const promises = check("promises", ["env", "GOMAXPROCS=1", bin("oxlint"), "--type-aware", "--deny-warnings"]);
const formatAndLint = check("format and lint", [bin("biome"), "ci", "--error-on-warnings", "."]);

mkdirSync(cache, { recursive: true });
process.exitCode = await main();

async function main() {
  const startedAt = Date.now();
  endLeftovers(cache);
  endOrphanServers(root);
  try {
    await ensurePackages(root, (line) => console.log(`[packages] ${line}`));
  } catch (error) {
    console.error(error.message);
    console.log("0 passed, 1 failed");
    return 1;
  }
  // Making a node ready is half waiting: for packages to come, for a machine to boot.
  const machine = fastOnly ? undefined : prepareMachine();
  await Promise.all(fastOnly ? quickChecks() : wholeChecks());
  await tests("fast", ["core", "functions", "local", "web"], 14 * minutes);
  if (machine) await bothLanes(await machine);
  return report(startedAt);
}

function quickChecks() {
  return [types(), inTurn([formatAndLint, promises])];
}

function wholeChecks() {
  return [inTurn([types, check("web build", [node, "local/tests/build-web.ts"])]), inTurn([formatAndLint, promises])];
}

function prepareMachine() {
  const command = [node, "local/tests/prepare-machine.ts"];
  return runStage({ name: "machine", command, root, cache, timeoutMs: 20 * minutes });
}

/** What waits for browsers and what waits for nodes leaves the processors to each other. */
function bothLanes(machine) {
  return Promise.all([browserTests(), nodeTests(machine)]);
}

/** What several workers share comes last: alone, a browser or a node would leave half of the processors idle. */
async function browserTests() {
  await tests("e2e", ["e2e"], 24 * minutes);
  await tests("stacks", ["stacks", "processes", "servers"], 14 * minutes);
}

async function nodeTests(machine) {
  if (machine.code !== exitWithoutLab) return tests("node", ["node", "faults"], 32 * minutes);
  console.log(`[node] skipped: ${machine.lastLine}`);
  summaries.push({ name: "node", passed: 0, failed: 0, skipped: 1, seconds: 0, failures: [], facts: [] });
}

function check(name, command) {
  return async () => {
    const { code, seconds } = await runStage({ name, command, root, cache, timeoutMs: 5 * minutes });
    const failures = code === 0 ? [] : [`${name} ended with ${code}`];
    summaries.push({
      name,
      passed: code === 0 ? 1 : 0,
      failed: code === 0 ? 0 : 1,
      skipped: 0,
      seconds,
      failures,
      facts: [],
    });
  };
}

async function tests(name, projects, timeoutMs) {
  const results = join(cache, `${name}-${process.pid}.json`);
  const command = [
    ...[bin("vitest"), "run", "--reporter=default", "--reporter=json", `--outputFile.json=${results}`],
    ...projects.flatMap((project) => ["--project", project]),
  ];
  const { code, seconds } = await runStage({ name, command, root, cache, timeoutMs });
  summaries.push({ name, seconds, ...countsOf(vitestCounts(results), code) });
}

async function inTurn(stages) {
  for (const stage of stages) await stage();
}

function report(startedAt) {
  const total = (key) => summaries.reduce((sum, summary) => sum + summary[key], 0);
  const failures = summaries.flatMap((summary) => summary.failures);
  console.log("");
  for (const { name, passed, failed, skipped, seconds } of summaries) {
    const counts = `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`;
    console.log(`${name.padEnd(18)} ${seconds.toFixed(1).padStart(7)} s   ${counts}`);
  }
  console.log(`${"everything".padEnd(18)} ${((Date.now() - startedAt) / 1000).toFixed(1).padStart(7)} s`);
  if (failures.length > 0) console.log(`\nFailed:\n${failures.map((failure) => `  ${failure}`).join("\n")}`);
  const facts = summaries.flatMap((summary) => summary.facts);
  if (facts.length > 0) console.log(`\n${facts.join("\n")}`);
  const skipped = total("skipped");
  console.log(`\n${total("passed")} passed, ${total("failed")} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
  return total("failed") === 0 ? 0 : 1;
}
