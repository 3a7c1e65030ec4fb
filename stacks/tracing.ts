import { ManagedPolicy, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Part } from "./part.ts";
import { accept } from "./suppressions.ts";

/** Lets whoever has it write X-Ray's traces. One policy for all, because its wildcard cannot be had smaller. */
export function createTracing({ stack }: Part): ManagedPolicy {
  const policy = new ManagedPolicy(stack, "Tracing", {
    description: "Write traces",
    statements: [
      new PolicyStatement({ actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], resources: ["*"] }),
    ],
  });
  accept(policy, {
    rules: ["AwsSolutions-IAM5"],
    reason: "X-Ray's two actions for writing know no resource.",
    appliesTo: ["Resource::*"],
  });
  return policy;
}
