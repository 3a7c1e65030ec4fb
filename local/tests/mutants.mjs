// Breaks the walls one at a time, in copies of the files here, and demands that a named test goes red for each.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { mutants as all } from "./mutants/index.mjs";
import { runVitest } from "./mutants/vitest-run.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const workers = 2;
const asked = process.argv.slice(2);
const mutants = asked.length === 0 ? all : all.filter(({ name }) => asked.some((part) => name.includes(part)));
const folder = mkdtempSync(join(tmpdir(), "rookery-mutants-"));

process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));
process.exitCode = await main();

async function main() {
  if (mutants.length === 0) return ended([{ name: asked.join(" "), problem: "no mutant has this in its name" }]);
  const copies = Array.from({ length: workers }, (_, number) => copyTo(join(folder, String(number))));
  console.log(`The tests that guard ${mutants.length} walls, before anything is broken:`);
  const green = await runVitest(copies[0], [...new Set(mutants.flatMap(({ tests }) => tests))]);
  const red = green.failed.filter((name) => mutants.some(({ expects }) => expects === name));
  if (green.problem !== undefined) red.push(green.problem);
  if (red.length > 0) return ended(red.map((test) => ({ name: "nothing broken", problem: `already red: ${test}` })));
  console.log(`${green.passed.length} passed\n`);
  const waiting = [...mutants];
  const results = [];
  await Promise.all(
    copies.map(async (copy) => {
      for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
        const problem = green.passed.includes(mutant.expects) ? await tried(copy, mutant) : "its test does not exist";
        console.log(
          `${problem === undefined ? "killed  " : "SURVIVED"}  ${mutant.name}${problem ? `: ${problem}` : ""}`,
        );
        results.push({ ...mutant, problem });
      }
    }),
  );
  return ended(results);
}

/** Undefined when the named test went red, otherwise what happened instead. */
async function tried(copy, { file, find, replace, tests, expects }) {
  const path = join(copy, file);
  const original = readFileSync(path, "utf8");
  const places = original.split(find).length - 1;
  if (places !== 1) return `${file} contains its text ${places} times`;
  writeFileSync(
    path,
    original.replace(find, () => replace),
  );
  try {
    const { passed, failed, problem } = await runVitest(copy, tests, expects);
    if (failed.includes(expects)) return undefined;
    return problem ?? (passed.includes(expects) ? "its test stayed green" : "its test did not run");
  } finally {
    writeFileSync(path, original);
  }
}

/** What git tracks or would, as it is in the working tree now, with the packages that are installed here. */
function copyTo(target) {
  const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  for (const file of files.split("\0").filter((name) => name !== "" && existsSync(join(root, name)))) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    cpSync(join(root, file), join(target, file), { verbatimSymlinks: true });
  }
  symlinkSync(join(root, "node_modules"), join(target, "node_modules"));
  return target;
}

function ended(results) {
  const survived = results.filter(({ problem }) => problem !== undefined);
  const width = Math.max(...results.map(({ name }) => name.length));
  console.log("");
  for (const { name, problem, expects } of results) {
    console.log(
      problem === undefined ? `${name.padEnd(width)}  killed by  ${expects}` : `${name.padEnd(width)}  ${problem}`,
    );
  }
  console.log(`\n${results.length - survived.length} killed, ${survived.length} survived`);
  return survived.length === 0 ? 0 : 1;
}
