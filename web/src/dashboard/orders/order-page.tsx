import { A, useParams } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { allowed, can } from "#core/orders/order.state.ts";
import { watchOperation, watchOperationLog } from "#web/data/operations.ts";
import { getOrder, type Order } from "#web/data/orders.ts";
import { formatMoney } from "#web/lib/money.ts";
import { createPolling } from "#web/lib/polling.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { OperationProgress } from "#web/parts/operation-progress.tsx";
import { OrderStatus } from "#web/parts/statuses.tsx";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Card } from "#web/ui/card.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { Properties } from "#web/ui/properties.tsx";
import { PropertiesSkeleton, RowsSkeleton } from "#web/ui/skeleton.tsx";
import { AuditCard } from "../audit/audit-card.tsx";
import { CustomerCard } from "../customers/customer-card.tsx";
import { OrderMoney } from "./order-money.tsx";
import { text as texts } from "./orders.text.ts";
import { RefundDialog } from "./refund-dialog.tsx";

const text = texts.detail;

/** Who ordered what, what became of the money, and the steps in between. */
export default function OrderPage() {
  const params = useParams<{ orderId: string }>();
  const order = createView(getOrder, () => [params.orderId]);
  const may = createMay();
  const [asking, setAsking] = createSignal(false);
  const moving = () => ["pending", "paid", "refunding"].includes(order.value()?.state ?? "");
  createPolling(() => (moving() ? 3000 : undefined), order.retry);
  const refundable = () => {
    const value = order.value();
    return value !== undefined && can("refund", value) && may(allowed.refund) !== false;
  };
  return (
    <>
      <PageHead
        title={order.value() ? text.title(order.value()?.number ?? 0) : text.untitled}
        crumb={{ href: paths.dashboardOrders, label: texts.title }}
        line={
          <PageLine from={order}>
            {(value) => (
              <>
                <OrderStatus order={value()} />
                <span class="wrap-anywhere">{value().host}</span>
              </>
            )}
          </PageLine>
        }
        actions={
          <Show when={refundable()}>
            <Button onClick={() => setAsking(true)}>{texts.refund}</Button>
          </Show>
        }
      />
      <Loaded
        from={order}
        words={loading.words(text.failed)}
        skeleton={
          <div class="columns">
            <div class="card">
              <RowsSkeleton plain label={text.loading} rows={6} />
            </div>
            <div class="card">
              <PropertiesSkeleton label={text.loading} rows={5} />
            </div>
          </div>
        }
      >
        {(value) => (
          <div class="columns">
            <div class="stack">
              <Show when={value().failure}>
                {(failure) => (
                  <Notice tone="bad" title={text.why}>
                    {failure().message}
                  </Notice>
                )}
              </Show>
              <OrderMoney order={value()} />
              <Show when={value().operationId}>{(operationId) => <SetUp operationId={operationId()} />}</Show>
            </div>
            <div class="stack">
              <CustomerCard accountId={value().accountId} />
              <Facts order={value()} />
              <AuditCard about="target" id={value().id} />
            </div>
          </div>
        )}
      </Loaded>
      <Show when={asking() && order.value()}>
        {(value) => <RefundDialog order={value()} onClose={() => setAsking(false)} />}
      </Show>
    </>
  );
}

function SetUp(props: { operationId: string }) {
  const operation = watchOperation(() => props.operationId);
  const log = watchOperationLog(() => props.operationId, operation.value);
  return (
    <Loaded from={operation} words={loading.words(text.stepsFailed)} skeleton={null}>
      {(value) => <OperationProgress operation={value()} lines={log.lines()} logFailure={log.failure()} />}
    </Loaded>
  );
}

function Facts(props: { order: Order }) {
  return (
    <Card title={text.facts}>
      <Properties
        items={[
          { name: text.address, value: props.order.host },
          { name: text.plan, value: props.order.planName },
          { name: text.amount, value: formatMoney(props.order.price) },
          {
            name: text.website,
            value: props.order.serviceId ? (
              <A href={paths.dashboardService(props.order.serviceId)}>{text.showWebsite}</A>
            ) : undefined,
          },
          {
            name: text.operation,
            value: props.order.operationId ? (
              <A href={paths.dashboardOperation(props.order.operationId)}>{text.showOperation}</A>
            ) : undefined,
          },
          { name: text.code, value: props.order.failure?.code, mono: true },
        ]}
      />
    </Card>
  );
}
