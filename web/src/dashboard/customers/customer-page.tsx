import { A, useParams } from "@solidjs/router";
import { createSignal, For, Show } from "solid-js";
import { may as demands } from "#core/kernel/permissions.state.ts";
import { type Customer, getAllOrders, getAllServices, getCustomer } from "#web/data/dashboard.ts";
import { formatMoney } from "#web/lib/money.ts";
import { formatDay, formatMoment } from "#web/lib/time.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { Moment } from "#web/parts/moment.tsx";
import { OrderStatus, ServiceStatus } from "#web/parts/statuses.tsx";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { Properties } from "#web/ui/properties.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { PropertiesSkeleton, RowsSkeleton } from "#web/ui/skeleton.tsx";
import { ActDialog } from "./act-dialog.tsx";
import { ActivityCard, OperationsCard } from "./activity-card.tsx";
import { ContactCard } from "./contact-card.tsx";
import { text as words } from "./customer.text.ts";
import { text as texts } from "./customers.text.ts";
import { NotesCard } from "./notes-card.tsx";
import { PeopleCard } from "./people-card.tsx";

const text = texts.detail;

export default function CustomerPage() {
  const params = useParams<{ accountId: string }>();
  const customer = createView(getCustomer, () => [params.accountId]);
  const services = createView(getAllServices, () => [{ accountId: params.accountId }]);
  const orders = createView(getAllOrders, () => [{ accountId: params.accountId }]);
  const may = createMay();
  const [acting, setActing] = createSignal(false);
  const isOpen = ({ support }: Customer) => support.access === "always" || support.until !== null;
  const shut = ({ support }: Customer) => (support.access === "never" ? words.act.never : words.act.shut);
  /** Shown in one go: what arrives later would push down what is below it. */
  const ready = {
    value: () =>
      (services.value() || services.failure()) && (orders.value() || orders.failure()) ? customer.value() : undefined,
    failure: customer.failure,
    retry: customer.retry,
  };
  return (
    <>
      <PageHead
        title={customer.value()?.name ?? text.card}
        crumb={{ href: paths.dashboardCustomers, label: texts.title }}
        line={
          <PageLine from={customer}>
            {(value) => `${texts.number(value().number)}, ${value().ownerName}, ${value().ownerEmail}`}
          </PageLine>
        }
        actions={
          <Show when={may(demands("customer:act")) && customer.value()}>
            {(value) => (
              <Show when={isOpen(value())} fallback={<p class="small second">{shut(value())}</p>}>
                <Button tone="primary" icon="staff" onClick={() => setActing(true)}>
                  {words.act.open}
                </Button>
              </Show>
            )}
          </Show>
        }
      />
      <Show when={acting() && customer.value()}>
        {(value) => <ActDialog customer={value()} onClose={() => setActing(false)} />}
      </Show>
      <Loaded
        from={ready}
        words={loading.words(text.failed)}
        skeleton={
          <div class="columns">
            <div class="card">
              <RowsSkeleton label={text.loading} rows={6} />
            </div>
            <div class="card">
              <PropertiesSkeleton label={text.loading} rows={4} />
            </div>
          </div>
        }
      >
        {(value) => (
          <div class="columns">
            <div class="stack">
              <Card title={text.services}>
                <Loaded padded from={services} words={loading.words(text.servicesFailed)} skeleton={null}>
                  {(page) => (
                    <Show
                      when={page().items.length > 0}
                      fallback={
                        <CardBody>
                          <p class="second">{text.servicesEmpty}</p>
                        </CardBody>
                      }
                    >
                      <Rows>
                        <For each={page().items}>
                          {(service) => (
                            <Row
                              icon="globe"
                              title={<A href={paths.dashboardService(service.id)}>{service.host}</A>}
                              text={
                                service.paidUntil
                                  ? `${service.planName}, ${text.paidUntil(formatDay(service.paidUntil))}`
                                  : service.planName
                              }
                              end={<ServiceStatus service={service} />}
                            />
                          )}
                        </For>
                      </Rows>
                    </Show>
                  )}
                </Loaded>
              </Card>
              <Card title={text.orders}>
                <Loaded padded from={orders} words={loading.words(text.ordersFailed)} skeleton={null}>
                  {(page) => (
                    <Show
                      when={page().items.length > 0}
                      fallback={
                        <CardBody>
                          <p class="second">{text.ordersEmpty}</p>
                        </CardBody>
                      }
                    >
                      <Rows>
                        <For each={page().items}>
                          {(order) => (
                            <Row
                              icon="receipt"
                              title={
                                <A href={paths.dashboardOrder(order.id)}>
                                  {text.order(order.number)}, {formatMoney(order.price)}
                                </A>
                              }
                              text={`${order.host}, ${formatMoment(order.createdAt)}`}
                              end={<OrderStatus order={order} />}
                            />
                          )}
                        </For>
                      </Rows>
                    </Show>
                  )}
                </Loaded>
              </Card>
              <OperationsCard accountId={value().id} />
              <ActivityCard accountId={value().id} />
            </div>
            <div class="stack">
              <Card title={text.facts}>
                <Properties
                  items={[
                    { name: text.number, value: String(value().number) },
                    { name: text.owner, value: value().ownerName },
                    { name: text.email, value: value().ownerEmail },
                    { name: text.since, value: <Moment at={value().createdAt} /> },
                    {
                      name: words.support,
                      value: (
                        <Show when={value().support.until} fallback={words.access[value().support.access]}>
                          {(until) => (
                            <>
                              {words.grantedUntil} <Moment at={until()} />
                            </>
                          )}
                        </Show>
                      ),
                    },
                  ]}
                />
              </Card>
              <ContactCard accountId={value().id} />
              <PeopleCard accountId={value().id} />
              <NotesCard accountId={value().id} />
            </div>
          </div>
        )}
      </Loaded>
    </>
  );
}
