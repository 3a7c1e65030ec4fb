import { useParams } from "@solidjs/router";
import { ServiceView } from "#web/parts/service-view.tsx";
import { paths } from "#web/paths.ts";
import { AuditCard } from "../audit/audit-card.tsx";
import { CustomerCard } from "../customers/customer-card.tsx";
import { text } from "./services.text.ts";

export default function ServicePage() {
  const params = useParams<{ serviceId: string }>();
  return (
    <ServiceView
      serviceId={params.serviceId}
      crumb={{ href: paths.dashboardServices, label: text.title }}
      aside={(service) => (
        <>
          <CustomerCard accountId={service.accountId} />
          <AuditCard about="target" id={service.id} />
        </>
      )}
    />
  );
}
