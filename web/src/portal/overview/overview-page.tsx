import { createMemo, Show } from "solid-js";
import { getLatestOperations, isOpen } from "#web/data/operations.ts";
import { getUnpaidOrders } from "#web/data/orders.ts";
import { getServices, isMoving, isWaiting, type Service } from "#web/data/services.ts";
import { getSession } from "#web/data/session.ts";
import { createPolling } from "#web/lib/polling.ts";
import { createView, type View } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { paths } from "#web/paths.ts";
import { Card, CardBody } from "#web/ui/card.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { HeadSkeleton, RowsSkeleton } from "#web/ui/skeleton.tsx";
import { Title } from "#web/ui/title.tsx";
import { Attention, needs } from "./attention.tsx";
import { text } from "./overview.text.ts";
import { ServicesTable } from "./services-table.tsx";
import { Timeline } from "./timeline.tsx";

const shownServices = 8;
type Page = Awaited<ReturnType<typeof getServices>>;

export default function OverviewPage() {
  const session = createView(getSession, () => []);
  const services = createView(getServices, () => []);
  const orders = createView(getUnpaidOrders, () => []);
  const operations = createView(getLatestOperations, () => []);

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

  /** Shown in one go: what comes first on the page would push down what was there before it. */
  const ready = () =>
    [session, services, orders, operations].every((view) => view.value() !== undefined || view.failure() !== undefined);

  /** A new account: the one thing to do stands in the middle. */
  const blank = () => services.value() !== undefined && current().length === 0 && attention().length === 0;

  const line = () => {
    if (!services.value() || !orders.value()) return text.line.unknown;
    const waiting = current().filter(isWaiting).length;
    const moving = current().filter((service) => service.state === "provisioning").length - waiting;
    const needed = attention().length - waiting;
    const sentences = [];
    if (needed > 0) sentences.push(text.line.needs(needed));
    if (waiting > 0) sentences.push(text.line.waiting(waiting));
    if (moving > 0) sentences.push(text.line.moving(moving));
    if (current().length === 0) return sentences.join(" ") || text.line.empty;
    if (current().some((service) => service.state === "active")) {
      sentences.push(sentences.length > 0 ? text.line.rest : text.line.calm);
    }
    return sentences.join(" ");
  };

  return (
    <Show when={ready()} fallback={<OverviewSkeleton />}>
      <PageHead
        title={text.greeting(
          new Date().getHours(),
          (session.value()?.acting?.account ?? session.value()?.account)?.name ?? "",
        )}
        documentTitle={text.documentTitle}
        line={line()}
        actions={<Show when={!blank()}>{<NewSite />}</Show>}
      />
      <div class="columns">
        <div class="stack">
          <Show when={attention().length > 0}>
            <Attention needs={attention()} />
          </Show>
          <Websites services={services} current={current()} blank={blank()} />
        </div>
        <Card title={text.timeline.title}>
          <Loaded padded from={operations} words={loading.words(text.timeline.failed)} skeleton={null}>
            {(page) => (
              <CardBody>
                <Timeline operations={page().items} services={services.value()?.items ?? []} />
              </CardBody>
            )}
          </Loaded>
        </Card>
      </div>
    </Show>
  );
}

function Websites(props: { services: View<Page>; current: readonly Service[]; blank: boolean }) {
  const count = () => (props.services.value()?.nextCursor ? undefined : props.current.length);
  return (
    <Card
      title={text.services.title}
      aside={
        <Show when={props.current.length > 0}>
          <LinkButton tone="link" size="small" href={paths.services}>
            {text.services.all(count())}
          </LinkButton>
        </Show>
      }
    >
      <Loaded padded from={props.services} words={loading.words(text.services.failed)} skeleton={null}>
        {() => (
          <Show
            when={props.current.length > 0}
            fallback={
              <EmptyState
                icon="globe"
                title={text.services.emptyTitle}
                text={text.services.emptyText}
                action={<Show when={props.blank}>{<NewSite />}</Show>}
              />
            }
          >
            <ServicesTable services={props.current.slice(0, shownServices)} />
          </Show>
        )}
      </Loaded>
    </Card>
  );
}

function NewSite() {
  return (
    <LinkButton tone="primary" icon="plus" href={paths.order}>
      {text.newSite}
    </LinkButton>
  );
}

function OverviewSkeleton() {
  return (
    <>
      <Title>{text.documentTitle}</Title>
      <HeadSkeleton />
      <div class="columns">
        <div class="card">
          <RowsSkeleton label={text.services.loading} rows={6} />
        </div>
        <div class="card">
          <RowsSkeleton plain label={text.timeline.loading} rows={5} />
        </div>
      </div>
    </>
  );
}
