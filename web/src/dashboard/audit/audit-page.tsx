import { familyNames } from "#core/audit/audit.state.ts";
import { type AuditEntry, exportAuditLog, getAuditLog } from "#web/data/audit.ts";
import { text as texts } from "#web/parts/audit/audit.text.ts";
import { AuditLog } from "#web/parts/audit/audit-log.tsx";
import { paths } from "#web/paths.ts";
import { text } from "./audit.text.ts";

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
  return (
    <AuditLog
      {...text}
      read={getAuditLog}
      readPart={exportAuditLog}
      families={familyNames}
      kinds={texts.kindForStaff}
      links={{ ofTarget: pageOf, ofAccount: paths.dashboardCustomer }}
    />
  );
}
