import type { Service } from "#web/data/services.ts";
import { AuditCard } from "../audit/audit-card.tsx";
import { CustomerCard } from "../customers/customer-card.tsx";

/** What only staff see beside the facts. */
export function StaffCards(props: { service: Service }) {
  return (
    <>
      <CustomerCard accountId={props.service.accountId} />
      <AuditCard about="target" id={props.service.id} />
    </>
  );
}
