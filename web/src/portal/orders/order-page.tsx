import { useParams, useSearchParams } from "@solidjs/router";
import { createEffect, createSignal, type JSX, Match, on, Show, Switch } from "solid-js";
import { allowed, can } from "#core/orders/order.state.ts";
import { watchOperation, watchOperationLog } from "#web/data/operations.ts";
import { getOrder, type Order } from "#web/data/orders.ts";
import { getService } from "#web/data/services.ts";
import { createClock } from "#web/lib/clock.ts";
import { formatMoney } from "#web/lib/money.ts";
import { backOff, createPolling } from "#web/lib/polling.ts";
import { formatDay, formatDeadline, formatDuration } from "#web/lib/time.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { OperationProgress } from "#web/parts/operation-progress.tsx";
import { areNamesMoving, OrderedNames, refundable } from "#web/parts/ordered-names.tsx";
import { PayButton } from "#web/parts/pay-button.tsx";
import { cardAgreed, SaveCardChoice } from "#web/parts/save-card-choice.tsx";
import { paths } from "#web/paths.ts";
import { Card, CardBody } from "#web/ui/card.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { PropertiesSkeleton, RowsSkeleton } from "#web/ui/skeleton.tsx";
import { text } from "./order.text.ts";
import { OrderAside } from "./order-aside.tsx";

export default function OrderPage() {
  const params = useParams<{ orderId: string }>();
  const [search] = useSearchParams<{ checkout?: string }>();
  const order = createView(getOrder, () => [params.orderId]);
  const may = createMay();
  const [savesCard, setSavesCard] = createSignal(false);
  const opened = Date.now();
  /** Back from the payment page: the provider's own message may still be on its way. */
  const confirming = () => order.value()?.state === "pending" && search.checkout === "done";
  const moving = () => {
    const value = order.value();
    return confirming() || (value && (["paid", "refunding"].includes(value.state) || areNamesMoving(value)));
  };
  createPolling(() => (moving() ? backOff(Date.now() - opened) : undefined), order.retry);

  return (
    <>
      <PageHead
        title={titleOf(order.value())}
        crumb={{ href: paths.orders, label: text.orders }}
        line={<PageLine from={order}>{(value) => lineOf(value(), confirming())}</PageLine>}
        actions={
          <Show when={order.value()?.state === "fulfilled" && order.value()?.serviceId}>
            {(serviceId) => <ToWebsite serviceId={serviceId()} />}
          </Show>
        }
      />
      <Loaded from={order} words={loading.words(text.failed)} skeleton={<OrderSkeleton />}>
        {(value) => (
          <Show
            when={confirming() ? null : value().operationId}
            fallback={
              <Columns order={value()} cancellable={!confirming()} left={search.checkout === "cancelled"}>
                <Switch>
                  <Match when={confirming()}>
                    <Confirming since={opened} />
                  </Match>
                  <Match when={value().state === "pending"}>
                    <Card title={text.payTitle}>
                      <CardBody class="grid justify-items-start gap-4">
                        <p class="second">{text.payText}</p>
                        <Show when={value().chargeAt}>
                          {(at) => (
                            <Notice tone="run" icon="clock">
                              {text.charged(formatDay(at()))}
                            </Notice>
                          )}
                        </Show>
                        <Show when={value().domains.length > 0 && may(allowed.checkout) !== false}>
                          <SaveCardChoice chosen={savesCard()} onChoose={setSavesCard} />
                        </Show>
                        <PayButton order={value()} agreed={cardAgreed(savesCard())} />
                      </CardBody>
                    </Card>
                  </Match>
                  <Match when={value().state === "paid"}>
                    <Notice tone="run" icon="load" title={text.startingTitle}>
                      {text.starting}
                    </Notice>
                  </Match>
                </Switch>
              </Columns>
            }
          >
            {(operationId) => <SetUp order={value()} operationId={operationId()} onMove={order.retry} />}
          </Show>
        )}
      </Loaded>
    </>
  );
}

function ToWebsite(props: { serviceId: string }) {
  const service = createView(getService, () => [props.serviceId]);
  return (
    <>
      <LinkButton href={paths.serviceDetail(props.serviceId)}>{text.toService}</LinkButton>
      <Show when={service.value()?.state === "active" && service.value()?.url}>
        {(url) => (
          <LinkButton external tone="primary" icon="out" href={url()}>
            {text.open}
          </LinkButton>
        )}
      </Show>
    </>
  );
}

/** An order whose website is being set up, or was: its steps come with it or not at all, so that nothing jumps. */
function SetUp(props: { order: Order; operationId: string; onMove: () => void }) {
  const operation = watchOperation(() => props.operationId);
  const log = watchOperationLog(() => props.operationId, operation.value);
  // The order changes with the end of the operation: look at it then, not at its next turn.
  createEffect(
    on(
      () => operation.value()?.state,
      (state, before) => before && state !== before && props.onMove(),
    ),
  );
  return (
    <Show when={operation.value() || operation.failure()} fallback={<OrderSkeleton />}>
      <Columns order={props.order} cancellable>
        <NextForCode order={props.order} />
        <Loaded from={operation} words={loading.words(text.stepsFailed)} skeleton={null}>
          {(value) => <OperationProgress operation={value()} lines={log.lines()} logFailure={log.failure()} />}
        </Loaded>
      </Columns>
    </Show>
  );
}

function Columns(props: { order: Order; cancellable: boolean; left?: boolean; children: JSX.Element }) {
  const may = createMay();
  return (
    <div class="columns">
      <div class="stack">
        <Show when={props.left && props.order.state === "pending"}>
          <Notice tone="plain">{text.left}</Notice>
        </Show>
        <Show when={props.order.failure}>
          {(failure) => (
            <Notice tone="bad" title={text.why}>
              {failure().message}
            </Notice>
          )}
        </Show>
        {props.children}
        <Show when={props.order.domains.length > 0}>
          <OrderedNames names={props.order.domains} addressOf={paths.domainDetail} />
        </Show>
      </div>
      <OrderAside
        order={props.order}
        cancellable={props.cancellable && can("cancel", props.order) && may(allowed.cancel) !== false}
      />
    </div>
  );
}

/** Where its code is on its way, or waits for somebody: the page of the website's source. */
function NextForCode(props: { order: Order }) {
  const next = () => {
    const { source, state, serviceId } = props.order;
    if (state !== "fulfilled" || !source || serviceId === null) return undefined;
    const way = source.kind === "archive" ? "archive" : source.url.startsWith("ssh:") ? "ssh" : "https";
    return { ...text.code[way], href: paths.serviceDetail(serviceId, "source") };
  };
  return (
    <Show when={next()}>
      {(step) => (
        <Notice
          tone="run"
          icon="info"
          title={step().title}
          actions={<LinkButton href={step().href}>{step().follow}</LinkButton>}
        >
          {step().text}
        </Notice>
      )}
    </Show>
  );
}

function OrderSkeleton() {
  return (
    <div class="columns">
      <div class="card">
        <RowsSkeleton label={text.loading} rows={6} />
      </div>
      <div class="card">
        <PropertiesSkeleton label={text.loading} rows={5} />
      </div>
    </div>
  );
}

const slowAfterMs = 30_000;

function Confirming(props: { since: number }) {
  const now = createClock();
  const [since] = createSignal(props.since);
  const waited = () => now() - since();
  return (
    <Notice tone="run" icon="clock" title={text.confirming}>
      {waited() > slowAfterMs ? text.slow : text.confirmingText(formatDuration(waited()))}
    </Notice>
  );
}

function titleOf(order: Order | undefined): string {
  if (!order) return text.facts;
  const words = order.planId === null ? text.alone : order.change ? text.change : text;
  return words.title[order.state](order.host);
}

function lineOf(order: Order, confirming: boolean): string {
  if (confirming) return text.line.confirming;
  const { state } = order;
  const payUntil = formatDeadline(order.payUntil ?? order.createdAt);
  if (order.planId === null && state !== "refunding" && state !== "refunded")
    return state === "pending" ? text.alone.line.pending(payUntil) : text.alone.line[state];
  if (order.change && state !== "refunding" && state !== "refunded") return text.change.line[state];
  if (order.state === "pending") return text.line.pending(payUntil);
  if (order.state === "refunded") return text.line.refunded(formatMoney(refundable(order)));
  return text.line[order.state];
}
