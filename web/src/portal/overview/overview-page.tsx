import { createMemo, Show } from "solid-js";
import { getOperations, isOpen } from "#web/data/operations.ts";
import { getOrders } from "#web/data/orders.ts";
import { getServices, isMoving } from "#web/data/services.ts";
import { getSession } from "#web/data/session.ts";
import { createPolling } from "#web/lib/polling.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { paths } from "#web/paths.ts";
import { Card, CardBody } from "#web/ui/card.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { LineSkeleton, RowsSkeleton } from "#web/ui/skeleton.tsx";
import { Attention, needs } from "./attention.tsx";
import { text } from "./overview.text.ts";
import { ServicesTable } from "./services-table.tsx";
import { Timeline } from "./timeline.tsx";

const shownServices = 8;

export default function OverviewPage() {
  const session = createView(getSession, () => []);
  const services = createView(getServices, () => []);
  const orders = createView(getOrders, () => []);
  const operations = createView(getOperations, () => []);

  const current = createMemo(() => (services.value()?.items ?? []).filter((service) => service.state !== "terminated"));
  const attention = createMemo(() => needs(current(), orders.value()?.items ?? []));
  const busy = () => current().some(isMoving) || (operations.value()?.items ?? []).some(isOpen);
  createPolling(
    () => (busy() ? 2000 : 30_000),
    () => {
      services.retry();
      orders.retry();
      operations.retry();
    },
  );

  const line = () => {
    if (!services.value() || !orders.value()) return undefined;
    const moving = current().filter((service) => service.state === "provisioning").length;
    const sentences = [];
    if (attention().length > 0) sentences.push(text.line.needs(attention().length));
    if (moving > 0) sentences.push(text.line.moving(moving));
    if (current().length === 0) return sentences.join(" ") || text.line.empty;
    if (current().some((service) => service.state === "active")) {
      sentences.push(sentences.length > 0 ? text.line.rest : text.line.calm);
    }
    return sentences.join(" ");
  };

  return (
    <>
      <PageHead
        title={text.greeting(new Date().getHours(), session.value()?.account?.name ?? "")}
        documentTitle={text.documentTitle}
        line={
          <Show when={line()} fallback={<LineSkeleton />}>
            {line()}
          </Show>
        }
        actions={
          <LinkButton tone="primary" icon="plus" href={paths.order}>
            {text.newSite}
          </LinkButton>
        }
      />
      <div class="columns">
        <div class="stack">
          <Show when={attention().length > 0}>
            <Attention needs={attention()} />
          </Show>
          <Card
            title={text.services.title}
            aside={
              <Show when={current().length > 0}>
                <LinkButton tone="link" size="small" href={paths.services}>
                  {text.services.all(services.value()?.nextCursor ? undefined : current().length)}
                </LinkButton>
              </Show>
            }
          >
            <Loaded
              padded
              from={services}
              words={loading.words(text.services.failed)}
              skeleton={<RowsSkeleton label={text.services.loading} rows={5} />}
            >
              {() => (
                <Show
                  when={current().length > 0}
                  fallback={<EmptyState icon="globe" title={text.services.emptyTitle} text={text.services.emptyText} />}
                >
                  <ServicesTable services={current().slice(0, shownServices)} />
                </Show>
              )}
            </Loaded>
          </Card>
        </div>
        <Card title={text.timeline.title}>
          <Loaded
            padded
            from={operations}
            words={loading.words(text.timeline.failed)}
            skeleton={<RowsSkeleton plain label={text.timeline.loading} rows={5} />}
          >
            {(page) => (
              <CardBody>
                <Timeline operations={page().items.slice(0, 8)} services={services.value()?.items ?? []} />
              </CardBody>
            )}
          </Loaded>
        </Card>
      </div>
    </>
  );
}
