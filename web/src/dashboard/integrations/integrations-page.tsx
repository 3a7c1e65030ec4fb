import { For } from "solid-js";
import { getIntegrations } from "#web/data/integrations.ts";
import { createPolling } from "#web/lib/polling.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { IntegrationCard } from "./integration-card.tsx";
import { text } from "./integrations.text.ts";

/** Whom the platform calls, and whether they answer. */
export default function IntegrationsPage() {
  const integrations = createView(getIntegrations, () => []);
  createPolling(() => 30_000, integrations.retry);
  return (
    <>
      <PageHead title={text.title} line={text.line} />
      <Loaded
        from={integrations}
        words={loading.words(text.failed)}
        skeleton={
          <Card title={text.title} titleHidden>
            <CardBody>
              <RowsSkeleton plain label={text.loading} rows={4} />
            </CardBody>
          </Card>
        }
      >
        {(list) => <For each={list().items}>{(integration) => <IntegrationCard integration={integration} />}</For>}
      </Loaded>
    </>
  );
}
