import type { CfnElement } from "aws-cdk-lib";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { NagSuppressions } from "cdk-nag";
import type { IConstruct } from "constructs";

type Rule = `${"AwsSolutions" | "NIST.800.53.R5" | "PCI.DSS.321"}-${string}`;

interface Accepted {
  rules: readonly Rule[];
  /** Has to be true of this product; it is copied into the template, beside the resource. */
  reason: string;
  /** For IAM rules: the very findings that are meant. */
  appliesTo?: readonly string[];
}

/** Departs from rules at one resource, on purpose. The number of these is pinned in nag.test.ts. */
export function accept(resource: IConstruct, { rules, reason, appliesTo }: Accepted): void {
  NagSuppressions.addResourceSuppressions(
    resource,
    rules.map((id) => ({ id, reason, ...(appliesTo && { appliesTo: [...appliesTo] }) })),
  );
}

/** The same rule of both standards. */
export const inBoth = (rule: string): readonly Rule[] => [`NIST.800.53.R5-${rule}`, `PCI.DSS.321-${rule}`];

/** As findings about IAM name a bucket. */
export const logicalIdOf = ({ stack, node }: Bucket): string =>
  stack.getLogicalId(node.findChild("Resource") as CfnElement);
