import { useParams } from "@solidjs/router";
import { paths } from "#web/paths.ts";
import { ServiceShell } from "#web/portal/services/service-shell.tsx";
import { text } from "./services.text.ts";

/** The panes that customers have, at an address of the dashboard. */
export default function ServicePage() {
  const params = useParams<{ serviceId: string; pane: string }>();
  return (
    <ServiceShell
      serviceId={params.serviceId}
      pane={params.pane}
      crumb={{ href: paths.dashboardServices, label: text.title }}
      addressOf={paths.dashboardService}
      staff={true}
    />
  );
}
