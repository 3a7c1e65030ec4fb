import { accountFamilies } from "#core/audit/audit.state.ts";
import { type AuditEntry, exportActivity, getActivity } from "#web/data/audit.ts";
import { text as texts } from "#web/parts/audit/audit.text.ts";
import { AuditLog } from "#web/parts/audit/audit-log.tsx";
import { paths } from "#web/paths.ts";
import { text } from "./activity.text.ts";

function pageOf({ target }: AuditEntry): string | undefined {
  if (target.name === null) return undefined;
  if (target.kind === "order") return paths.orderDetail(target.id);
  return target.kind === "service" ? paths.serviceDetail(target.id) : undefined;
}

/** Who did what in one's own account. */
export default function ActivityPage() {
  return (
    <AuditLog
      {...text}
      read={getActivity}
      readPart={exportActivity}
      families={accountFamilies}
      kinds={texts.kind}
      links={{ ofTarget: pageOf }}
    />
  );
}
