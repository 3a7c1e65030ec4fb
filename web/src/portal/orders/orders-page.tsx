import { A } from "@solidjs/router";
import { Show } from "solid-js";
import { getOrders, type Order } from "#web/data/orders.ts";
import { formatMoney } from "#web/lib/money.ts";
import { createOlder } from "#web/lib/older.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { Moment } from "#web/parts/moment.tsx";
import { MoreRows } from "#web/parts/more-rows.tsx";
import { OrderStatus } from "#web/parts/statuses.tsx";
import { paths } from "#web/paths.ts";
import { Card } from "#web/ui/card.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { type Column, Table, TitleCell } from "#web/ui/table.tsx";
import { text } from "./orders.text.ts";

const columns: readonly Column<Order>[] = [
  {
    head: text.website,
    kind: "wide",
    cell: (order) => (
      <TitleCell
        first={<A href={paths.orderDetail(order.id)}>{order.host}</A>}
        second={text.number(order.number, order.planName)}
      />
    ),
  },
  { head: text.status, cell: (order) => <OrderStatus order={order} /> },
  { head: text.placed, kind: "amount", cell: (order) => <Moment at={order.createdAt} /> },
  { head: text.amount, kind: "amount", cell: (order) => formatMoney(order.price) },
];

export default function OrdersPage() {
  const orders = createView(getOrders, () => []);
  const older = createOlder(orders.value, (cursor) => getOrders(cursor));
  const items = older.items;
  return (
    <>
      <PageHead
        title={text.title}
        line={
          <PageLine from={orders}>
            {() =>
              items().length === 0
                ? text.lineEmpty
                : text.line(items().length, items().filter((order) => order.state === "pending").length)
            }
          </PageLine>
        }
        actions={<Show when={items().length > 0}>{<NewSite />}</Show>}
      />
      <Card title={text.list} titleHidden foot={older.hasMore() ? <MoreRows older={older} /> : undefined}>
        <Loaded
          padded
          from={orders}
          words={loading.words(text.failed)}
          skeleton={<RowsSkeleton plain label={text.loading} rows={6} />}
        >
          {() => (
            <Show
              when={items().length > 0}
              fallback={
                <EmptyState icon="receipt" title={text.emptyTitle} text={text.emptyText} action={<NewSite />} />
              }
            >
              <Table label={text.list} columns={columns} items={items()} />
            </Show>
          )}
        </Loaded>
      </Card>
    </>
  );
}

function NewSite() {
  return (
    <LinkButton tone="primary" icon="plus" href={paths.order}>
      {text.newSite}
    </LinkButton>
  );
}
