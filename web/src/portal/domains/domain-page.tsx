import { useParams } from "@solidjs/router";
import { paths } from "#web/paths.ts";
import { DomainShell } from "./domain-shell.tsx";
import { text } from "./domains.text.ts";

export default function DomainPage() {
  const params = useParams<{ domainId: string; pane: string }>();
  return (
    <DomainShell
      domainId={params.domainId}
      pane={params.pane}
      crumb={{ href: paths.domains, label: text.title }}
      addressOf={paths.domainDetail}
      staff={false}
    />
  );
}
