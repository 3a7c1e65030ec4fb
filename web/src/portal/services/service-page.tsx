import { useParams } from "@solidjs/router";
import { paths } from "#web/paths.ts";
import { ServiceShell } from "./service-shell.tsx";
import { text } from "./services.text.ts";

export default function ServicePage() {
  const params = useParams<{ serviceId: string; pane: string }>();
  return (
    <ServiceShell
      serviceId={params.serviceId}
      pane={params.pane}
      crumb={{ href: paths.services, label: text.title }}
      addressOf={paths.serviceDetail}
      staff={false}
    />
  );
}
