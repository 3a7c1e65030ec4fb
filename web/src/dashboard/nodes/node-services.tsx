import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import { getAllServices } from "#web/data/dashboard.ts";
import { createOlder } from "#web/lib/older.ts";
import { createPolling } from "#web/lib/polling.ts";
import { formatMegabytes } from "#web/lib/size.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { MoreRows } from "#web/parts/more-rows.tsx";
import { ServiceStatus } from "#web/parts/statuses.tsx";
import { paths } from "#web/paths.ts";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { text } from "./node.text.ts";

const lookAgainMs = 10_000;

/** The websites that are on a node. */
export function NodeServices(props: { nodeId: string }) {
  const services = createView(getAllServices, () => [{ nodeId: props.nodeId }]);
  const older = createOlder(services.value, (cursor) => getAllServices({ nodeId: props.nodeId, cursor }));
  createPolling(() => lookAgainMs, services.retry);
  return (
    <Card title={text.services} foot={older.hasMore() ? <MoreRows older={older} /> : undefined}>
      <Loaded
        padded
        from={services}
        words={loading.words(text.servicesFailed)}
        skeleton={<RowsSkeleton label={text.servicesLoading} rows={2} />}
      >
        {() => (
          <Show
            when={older.items().length > 0}
            fallback={
              <CardBody>
                <p class="second">{text.servicesEmpty}</p>
              </CardBody>
            }
          >
            <Rows>
              <For each={older.items()}>
                {(service) => (
                  <Row
                    icon="globe"
                    title={<A href={paths.dashboardService(service.id)}>{service.host}</A>}
                    text={text.sold(service.planName, formatMegabytes(service.limits.memoryMb))}
                    end={<ServiceStatus service={service} />}
                  />
                )}
              </For>
            </Rows>
          </Show>
        )}
      </Loaded>
    </Card>
  );
}
