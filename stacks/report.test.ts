import { expect, test } from "vitest";
import { exampleStage } from "./example-stage.ts";
import type { Audit } from "./nag.ts";
import { reportOf } from "./report.ts";
import { synthesise } from "./synthesis.ts";
import { stubBundles, withFiles } from "./test-stacks.ts";

const finding = { rule: "AwsSolutions-SQS3", at: "rookery-production-queues/mail" };

test("a synthesis is clean when every finding is accepted, and says how many of what there are", () => {
  const made = synthesise(exampleStage(stubBundles()), withFiles({}));
  const { lines, isClean, accepted } = reportOf([made]);
  expect(isClean).toBe(true);
  expect(lines).toContainEqual(expect.stringMatching(/^rookery-production-api +\d+ resources$/));
  expect(lines).toContain("unsuppressed findings: 0");
  expect(lines).toContain(`suppressed findings: ${accepted.length}`);
  expect(lines).toContain(`raw findings: ${accepted.length}`);
});

test("a finding that nobody accepted is named, and so is a rule that could not decide", () => {
  const nothing: Audit = { open: [], accepted: [], broken: [] };
  for (const audit of [
    { ...nothing, open: [finding] },
    { ...nothing, broken: [finding] },
  ]) {
    const { lines, isClean } = reportOf([{ artifacts: [], audit }]);
    expect(isClean).toBe(false);
    expect(lines).toContain("- AwsSolutions-SQS3 at rookery-production-queues/mail");
    expect(lines).toContain("unsuppressed findings: 1");
  }
});
