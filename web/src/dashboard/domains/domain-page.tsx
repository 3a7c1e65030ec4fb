import { useParams } from "@solidjs/router";
import { paths } from "#web/paths.ts";
import { DomainShell } from "#web/portal/domains/domain-shell.tsx";
import { text } from "./domains.text.ts";

/** The panes that customers have, at an address of the dashboard. */
export default function DomainPage() {
  const params = useParams<{ domainId: string; pane: string }>();
  return (
    <DomainShell
      domainId={params.domainId}
      pane={params.pane}
      crumb={{ href: paths.dashboardDomains, label: text.title }}
      addressOf={paths.dashboardDomain}
      staff={true}
    />
  );
}
