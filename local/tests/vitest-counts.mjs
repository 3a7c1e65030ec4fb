import { readFileSync, rmSync } from "node:fs";

const reasonLines = 16;

/** What vitest's JSON reporter wrote, and undefined when it wrote nothing: then no test ran to its end. */
export function vitestCounts(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  } finally {
    rmSync(file, { force: true });
  }
}

/** A file that could not be loaded, and a run that failed around its tests, count as one failure each. */
export function countsOf(results, exitCode) {
  if (results === undefined)
    return { passed: 0, failed: 1, skipped: 0, failures: [`did not run (exit code ${exitCode})`], facts: [] };
  const failures = results.testResults.flatMap((file) => {
    const failed = file.assertionResults.filter((test) => test.status === "failed");
    if (file.status === "failed" && failed.length === 0) return [`${file.name}: ${firstLine(file.message)}`];
    return failed.map((test) => [`${file.name}: ${test.fullName}`, ...reasonOf(test.failureMessages)].join("\n    "));
  });
  const ran = results.numPassedTests + results.numFailedTests + results.numPendingTests;
  if (failures.length === 0 && (exitCode !== 0 || ran === 0))
    failures.push(`ended with ${exitCode} after ${ran} tests`);
  return {
    passed: results.numPassedTests,
    failed: failures.length,
    skipped: results.numPendingTests + results.numTodoTests,
    failures,
    // What a test found out on its way and put into `task.meta.fact`, for whoever reads the end of a run.
    facts: results.testResults.flatMap((file) => file.assertionResults.flatMap((test) => test.meta?.fact ?? [])),
  };
}

/** Why a test failed, in what is worth repeating where only the end of a run is kept. */
function reasonOf(messages = []) {
  const lines = messages.join("\n").split("\n");
  return lines.filter((line) => line.trim() !== "" && !/node_modules|node:internal/.test(line)).slice(0, reasonLines);
}

const firstLine = (text = "") => text.split("\n", 1)[0] || "could not be loaded";
