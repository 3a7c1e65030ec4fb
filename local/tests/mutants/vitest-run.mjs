import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

const timeoutMs = 180_000;

/** Runs test files, or one test of them, and tells the full names of those that passed and failed. */
export async function runVitest(root, files, only) {
  const report = join(root, "vitest-results.json");
  const node = join(root, "node_modules/node/bin/node");
  const vitest = [join(root, "node_modules/vitest/vitest.mjs"), "run", "--reporter=json", `--outputFile=${report}`];
  const filter = only === undefined ? [] : ["--testNamePattern", patternOf(only)];
  const child = spawn(node, [...vitest, ...files, ...filter], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: timeoutMs,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output = (output + chunk).slice(-2_000);
    });
  }
  const code = await new Promise((resolve) => child.once("close", (exitCode, signal) => resolve(exitCode ?? signal)));
  const results = resultsIn(report);
  if (results === undefined) return { passed: [], failed: [], problem: `vitest ended with ${code}: ${output}` };
  const tests = results.testResults.flatMap((file) => file.assertionResults);
  const named = (status) => tests.filter((test) => test.status === status).map((test) => test.fullName);
  const unread = results.testResults.find(
    (file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
  );
  return {
    passed: named("passed"),
    failed: named("failed"),
    ...(unread && { problem: `${unread.name} did not run: ${unread.message.split("\n")[0]}` }),
  };
}

/** Reports join the names of a test and of what it stands in with a space, the pattern is matched with " > " between. */
const patternOf = (fullName) => `^${fullName.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(" ", "( > | )")}$`;

function resultsIn(report) {
  try {
    return JSON.parse(readFileSync(report, "utf8"));
  } catch {
    return undefined;
  } finally {
    rmSync(report, { force: true });
  }
}
