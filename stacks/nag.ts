import { type App, Aspects } from "aws-cdk-lib";
import {
  AwsSolutionsChecks,
  type INagLogger,
  type NagLoggerErrorData,
  type NagLoggerNonComplianceData,
  type NagLoggerSuppressedData,
  NIST80053R5Checks,
  PCIDSS321Checks,
} from "cdk-nag";

export interface Finding {
  rule: string;
  /** The resource's path within the app, and which finding of the rule it is where there can be several. */
  at: string;
}

export interface Audit {
  /** Not accepted anywhere: there may be none. */
  open: Finding[];
  accepted: Finding[];
  /** Rules that could not decide. */
  broken: Finding[];
}

/** Has three rule packs look at every resource while the app is synthesised: AWS Solutions, NIST 800-53 r5, PCI DSS 3.2.1. */
export function audited(app: App): Audit {
  const audit: Audit = { open: [], accepted: [], broken: [] };
  const note = (to: Finding[]) => (data: NagLoggerNonComplianceData | NagLoggerSuppressedData | NagLoggerErrorData) =>
    to.push({
      rule: data.ruleId,
      at: [data.resource.node.path, "findingId" in data ? data.findingId : ""].filter(Boolean).join(" "),
    });
  const nothing = () => {};
  const logger: INagLogger = {
    onCompliance: nothing,
    onNonCompliance: note(audit.open),
    onSuppressed: note(audit.accepted),
    onError: note(audit.broken),
    onSuppressedError: nothing,
    onNotApplicable: nothing,
  };
  for (const Pack of [AwsSolutionsChecks, NIST80053R5Checks, PCIDSS321Checks]) {
    Aspects.of(app).add(new Pack({ reports: false, additionalLoggers: [logger] }));
  }
  return audit;
}
