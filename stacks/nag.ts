import { type App, Aspects } from "aws-cdk-lib";
import {
  AwsSolutionsChecks,
  type INagLogger,
  type NagLoggerBaseData,
  NIST80053R5Checks,
  PCIDSS321Checks,
} from "cdk-nag";

export interface Finding {
  rule: string;
  /** The resource's path within the app, and which finding of the rule it is where there can be several. */
  at: string;
}

export interface AcceptedFinding extends Finding {
  reason: string;
}

export interface Audit {
  /** Not accepted anywhere: there may be none. */
  open: Finding[];
  accepted: AcceptedFinding[];
  /** Rules that could not decide. */
  broken: Finding[];
}

/** Has three rule packs look at every resource while the app is synthesised: AWS Solutions, NIST 800-53 r5, PCI DSS 3.2.1. */
export function audited(app: App): Audit {
  const audit: Audit = { open: [], accepted: [], broken: [] };
  const at = ({ resource, ...data }: NagLoggerBaseData & { findingId?: string }) =>
    [resource.node.path, data.findingId ?? ""].join(" ").trimEnd();
  const nothing = () => {};
  const logger: INagLogger = {
    onCompliance: nothing,
    onNonCompliance: (data) => audit.open.push({ rule: data.ruleId, at: at(data) }),
    onSuppressed: (data) => audit.accepted.push({ rule: data.ruleId, at: at(data), reason: data.suppressionReason }),
    onError: (data) => audit.broken.push({ rule: data.ruleId, at: at(data) }),
    onSuppressedError: nothing,
    onNotApplicable: nothing,
  };
  for (const Pack of [AwsSolutionsChecks, NIST80053R5Checks, PCIDSS321Checks]) {
    Aspects.of(app).add(new Pack({ reports: false, additionalLoggers: [logger] }));
  }
  return audit;
}
