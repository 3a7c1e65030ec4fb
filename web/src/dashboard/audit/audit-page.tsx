import { familyNames } from "#core/audit/audit.state.ts";
import { type AuditEntry, exportAuditLog, getAuditLog, getAuditVerification } from "#web/data/audit.ts";
import { createView } from "#web/lib/view.ts";
import { text as texts } from "#web/parts/audit/audit.text.ts";
import { AuditLog } from "#web/parts/audit/audit-log.tsx";
import { paths } from "#web/paths.ts";
import { text } from "./audit.text.ts";
import { BrokenNotice, VerifiedLine } from "./verification.tsx";

const pages: Partial<Record<NonNullable<AuditEntry["target"]["kind"]>, (id: string) => string>> = {
  account: paths.dashboardCustomer,
  order: paths.dashboardOrder,
  service: paths.dashboardService,
  node: paths.dashboardNode,
  operation: paths.dashboardOperation,
};

const pageOf = ({ target }: AuditEntry): string | undefined =>
  target.name === null || target.kind === null ? undefined : pages[target.kind]?.(target.id);

/** Who did what, everywhere. */
export default function AuditPage() {
  const verification = createView(getAuditVerification, () => []);
  return (
    <AuditLog
      {...text}
      read={getAuditLog}
      readPart={exportAuditLog}
      families={familyNames}
      kinds={texts.kindForStaff}
      lineEnd={<VerifiedLine from={verification} />}
      notice={<BrokenNotice from={verification} />}
      links={{ ofTarget: pageOf, ofAccount: paths.dashboardCustomer }}
    />
  );
}
