import { A, useSearchParams } from "@solidjs/router";
import { createSignal, onCleanup, Show } from "solid-js";
import { type Customer, getCustomers } from "#web/data/dashboard.ts";
import { createOlder } from "#web/lib/older.ts";
import { formatNumber } from "#web/lib/size.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { Moment } from "#web/parts/moment.tsx";
import { MoreRows } from "#web/parts/more-rows.tsx";
import { paths } from "#web/paths.ts";
import { Card } from "#web/ui/card.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { SearchField } from "#web/ui/search-field.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { type Column, Table, TitleCell } from "#web/ui/table.tsx";
import { text } from "./customers.text.ts";

const columns: readonly Column<Customer>[] = [
  {
    head: text.name,
    kind: "wide",
    cell: (customer) => (
      <TitleCell
        first={<A href={paths.dashboardCustomer(customer.id)}>{customer.name}</A>}
        second={text.number(customer.number)}
      />
    ),
  },
  {
    head: text.owner,
    kind: "wide",
    cell: (customer) => (
      <>
        <span class="two-lines">{customer.ownerName}</span>
        <span class="cell-second wrap-anywhere">{customer.ownerEmail}</span>
      </>
    ),
  },
  { head: text.services, kind: "amount", cell: (customer) => formatNumber(customer.services) },
  { head: text.since, kind: "amount", cell: (customer) => <Moment at={customer.createdAt} /> },
];

const settleMs = 250;

export default function CustomersPage() {
  const [search, setSearch] = useSearchParams<{ search?: string }>();
  const [typed, setTyped] = createSignal(search.search ?? "");
  const customers = createView(getCustomers, () => [search.search ?? ""]);
  const older = createOlder(customers.value, (cursor) => getCustomers(search.search ?? "", cursor));
  const items = older.items;
  let settling: ReturnType<typeof setTimeout> | undefined;
  const type = (value: string) => {
    setTyped(value);
    clearTimeout(settling);
    settling = setTimeout(() => setSearch({ search: value.trim() || undefined }, { replace: true }), settleMs);
  };
  onCleanup(() => clearTimeout(settling));
  return (
    <>
      <PageHead
        title={text.title}
        line={<PageLine from={customers}>{() => text.line(items().length, search.search ?? "")}</PageLine>}
        actions={<SearchField label={text.search} value={typed()} onInput={type} />}
      />
      <Card title={text.list} titleHidden foot={older.hasMore() ? <MoreRows older={older} /> : undefined}>
        <Loaded
          padded
          from={customers}
          words={loading.words(text.failed)}
          skeleton={<RowsSkeleton plain label={text.loading} rows={8} />}
        >
          {() => (
            <Show
              when={items().length > 0}
              fallback={
                <EmptyState
                  icon="users"
                  title={search.search ? text.nothingTitle : text.emptyTitle}
                  text={search.search ? text.nothingText : text.emptyText}
                />
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
