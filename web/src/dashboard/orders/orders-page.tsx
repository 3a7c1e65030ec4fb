import { A } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { allowed, can, orderStates } from "#core/orders/order.state.ts";
import { getAllOrders } from "#web/data/dashboard.ts";
import type { Order } from "#web/data/orders.ts";
import { formatMoney } from "#web/lib/money.ts";
import { createOlder } from "#web/lib/older.ts";
import { createPolling } from "#web/lib/polling.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { Moment } from "#web/parts/moment.tsx";
import { MoreRows } from "#web/parts/more-rows.tsx";
import { createStateFilter, StateFilter } from "#web/parts/state-filter.tsx";
import { text as states } from "#web/parts/states.text.ts";
import { OrderStatus } from "#web/parts/statuses.tsx";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Card } from "#web/ui/card.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { type Column, Table, TitleCell } from "#web/ui/table.tsx";
import { createNames } from "../names.ts";
import { text } from "./orders.text.ts";
import { RefundDialog } from "./refund-dialog.tsx";

export default function OrdersPage() {
  const names = createNames();
  const may = createMay();
  const filter = createStateFilter(orderStates);
  const orders = createView(getAllOrders, () => [filter.narrowed()]);
  const [asked, setAsked] = createSignal<Order>();
  const older = createOlder(orders.value, (cursor) => getAllOrders({ ...filter.narrowed(), cursor }));
  const items = older.items;
  createPolling(() => (items().some((order) => order.state === "refunding") ? 2000 : 15_000), orders.retry);
  const line = () => {
    const state = filter.state();
    return items().length === 0 ? text.lineEmpty : text.line(items().length, state && states.order[state]);
  };

  const columns: readonly Column<Order>[] = [
    {
      head: text.order,
      kind: "wide",
      cell: (order) => (
        <TitleCell
          first={<A href={paths.dashboardOrder(order.id)}>{order.host}</A>}
          second={text.number(order.number, order.planName)}
        />
      ),
    },
    { head: text.status, cell: (order) => <OrderStatus order={order} /> },
    {
      head: text.customer,
      cell: (order) => (
        <A class="two-lines wrap-anywhere" href={paths.dashboardCustomer(order.accountId)}>
          {names.ofCustomer(order.accountId) ?? text.show}
        </A>
      ),
    },
    { head: text.placed, kind: "amount", cell: (order) => <Moment at={order.createdAt} /> },
    { head: text.amount, kind: "amount", cell: (order) => formatMoney(order.price) },
    {
      head: text.action,
      kind: "actions",
      cell: (order) => (
        <Show when={can("refund", order) && may(allowed.refund) !== false}>
          <Button size="small" aria-label={text.refundNamed(order.number)} onClick={() => setAsked(order)}>
            {text.refund}
          </Button>
        </Show>
      ),
    },
  ];

  return (
    <>
      <PageHead
        title={text.title}
        line={<PageLine from={orders}>{() => line()}</PageLine>}
        actions={
          <StateFilter label={text.filter} all={text.all} words={states.order} states={orderStates} filter={filter} />
        }
      />
      <Card title={text.list} titleHidden foot={older.hasMore() ? <MoreRows older={older} /> : undefined}>
        <Loaded
          padded
          from={orders}
          words={loading.words(text.failed)}
          skeleton={<RowsSkeleton plain label={text.loading} rows={8} />}
        >
          {() => (
            <Show
              when={items().length > 0}
              fallback={<EmptyState icon="receipt" title={text.emptyTitle} text={text.emptyText} />}
            >
              <Table label={text.list} columns={columns} items={items()} />
            </Show>
          )}
        </Loaded>
      </Card>
      <Show when={asked()}>{(order) => <RefundDialog order={order()} onClose={() => setAsked(undefined)} />}</Show>
    </>
  );
}
