import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import { getAllOperations, getNodes, getOverview, type Overview } from "#web/data/dashboard.ts";
import { formatMoney } from "#web/lib/money.ts";
import { createPolling } from "#web/lib/polling.ts";
import { formatNumber } from "#web/lib/size.ts";
import { formatAge, formatToday } from "#web/lib/time.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { Moment } from "#web/parts/moment.tsx";
import { operationTones } from "#web/parts/states.text.ts";
import { paths } from "#web/paths.ts";
import { Card, CardBody } from "#web/ui/card.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Feed, FeedItem } from "#web/ui/feed.tsx";
import type { IconName } from "#web/ui/icon.tsx";
import { Kpis } from "#web/ui/kpis.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { createNames } from "../names.ts";
import { NodesTable } from "../nodes/nodes-table.tsx";
import { text } from "./overview.text.ts";

const lookAgainMs = 5000;

export default function OverviewPage() {
  const overview = createView(getOverview, () => []);
  const nodes = createView(getNodes, () => []);
  const operations = createView(getAllOperations, () => [{}]);
  const names = createNames();
  createPolling(
    () => lookAgainMs,
    () => {
      overview.retry();
      nodes.retry();
      operations.retry();
    },
  );
  /** Shown in one go: what arrives later would push down what is below it. */
  const ready = {
    value: () => (names.ready() && (operations.value() || operations.failure()) ? overview.value() : undefined),
    failure: overview.failure,
    retry: overview.retry,
  };
  return (
    <>
      <PageHead
        title={formatToday()}
        documentTitle={text.documentTitle}
        line={<PageLine from={overview}>{(value) => text.line(value().attention.length)}</PageLine>}
      />
      <Loaded
        from={ready}
        words={loading.words(text.failed)}
        skeleton={
          <div class="card">
            <RowsSkeleton plain label={text.loading} rows={8} />
          </div>
        }
      >
        {(value) => (
          <>
            <Figures overview={value()} />
            <div class="columns">
              <div class="stack">
                <Show when={value().attention.length > 0}>
                  <Attention items={value().attention} />
                </Show>
                <Card
                  title={text.node.title}
                  aside={
                    <LinkButton tone="link" size="small" href={paths.dashboardNodes}>
                      {text.node.all}
                    </LinkButton>
                  }
                >
                  <Show
                    when={(nodes.value()?.length ?? 0) > 0}
                    fallback={
                      <EmptyState
                        icon="server"
                        title={text.node.emptyTitle}
                        text={text.node.emptyText}
                        action={
                          <LinkButton tone="primary" href={paths.dashboardNodes}>
                            {text.node.add}
                          </LinkButton>
                        }
                      />
                    }
                  >
                    <NodesTable nodes={nodes.value() ?? []} />
                  </Show>
                </Card>
              </div>
              <Card
                title={text.recent}
                aside={
                  <LinkButton tone="link" size="small" href={paths.dashboardOperations}>
                    {text.all}
                  </LinkButton>
                }
              >
                <CardBody>
                  <Show
                    when={(operations.value()?.items.length ?? 0) > 0}
                    fallback={<p class="second">{text.recentEmpty}</p>}
                  >
                    <Feed>
                      <For each={operations.value()?.items.slice(0, 8)}>
                        {(operation) => (
                          <FeedItem
                            tone={operationTones[operation.state]}
                            title={
                              <A href={paths.dashboardOperation(operation.id)}>
                                {operation.title} {names.ofSubject(operation.subject)}
                              </A>
                            }
                            text={
                              <span class="two-lines">
                                {operation.waitingFor?.message ?? operation.failure?.message}
                              </span>
                            }
                            time={<Moment at={operation.finishedAt ?? operation.startedAt ?? operation.createdAt} />}
                          />
                        )}
                      </For>
                    </Feed>
                  </Show>
                </CardBody>
              </Card>
            </div>
          </>
        )}
      </Loaded>
    </>
  );
}

const total = (counts: Partial<Record<string, number>>): number =>
  Object.values(counts).reduce<number>((sum, n) => sum + (n ?? 0), 0);

function Figures(props: { overview: Overview }) {
  const nodes = () => props.overview.nodes;
  const services = () => props.overview.services;
  const running = () => total(services()) - (services().terminated ?? 0);
  return (
    <Kpis
      label={text.figures}
      items={[
        {
          label: text.paid,
          figure: formatMoney(props.overview.paidThisMonth),
          note: text.paidNote,
          href: paths.dashboardOrders,
        },
        { label: text.customers, figure: formatNumber(props.overview.customers), href: paths.dashboardCustomers },
        {
          label: text.services,
          figure: formatNumber(services().active ?? 0),
          note: text.servicesNote(running()),
          href: paths.dashboardServices,
        },
        {
          label: text.nodes,
          figure: text.nodesOf(nodes().ready ?? 0, total(nodes())),
          note: text.nodesNote(total(nodes()), nodes().unreachable ?? 0),
          href: paths.dashboardNodes,
        },
      ]}
    />
  );
}

type Attention = Overview["attention"];

const places: Record<Attention[number]["kind"], (subject: string) => string> = {
  operation_failed: paths.dashboardOperation,
  operation_waiting: paths.dashboardOperation,
  node_unreachable: paths.dashboardNode,
  refund_failed: paths.dashboardOrder,
  messages_dead: paths.dashboardQueue,
  queues_unreachable: () => paths.dashboardQueues,
  audit_broken: () => paths.dashboardAudit,
};

const icons: Record<Attention[number]["kind"], IconName> = {
  operation_failed: "pulse",
  operation_waiting: "pulse",
  node_unreachable: "server",
  refund_failed: "receipt",
  messages_dead: "tray",
  queues_unreachable: "tray",
  audit_broken: "alert",
};

function Attention(props: { items: Attention }) {
  return (
    <Card title={text.attention}>
      <Rows>
        <For each={props.items}>
          {(item) => (
            <Row
              wrap
              heading
              icon={icons[item.kind]}
              tone={item.kind === "operation_waiting" ? "warn" : "bad"}
              title={item.title}
              text={
                <>
                  {item.detail} <span class="third figure">{text.since(formatAge(item.since))}</span>
                </>
              }
              end={
                <span class="row-end">
                  <LinkButton
                    size="small"
                    href={places[item.kind](item.subject)}
                    aria-label={text.openNamed(item.title)}
                  >
                    {text.open}
                  </LinkButton>
                </span>
              }
            />
          )}
        </For>
      </Rows>
    </Card>
  );
}
