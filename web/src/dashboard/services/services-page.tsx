import { A } from "@solidjs/router";
import { Show } from "solid-js";
import { serviceStates } from "#core/services/service.state.ts";
import { getAllServices } from "#web/data/dashboard.ts";
import { isMoving, type Service } from "#web/data/services.ts";
import { createOlder } from "#web/lib/older.ts";
import { createPolling } from "#web/lib/polling.ts";
import { formatDay } from "#web/lib/time.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { MoreRows } from "#web/parts/more-rows.tsx";
import { createStateFilter, StateFilter } from "#web/parts/state-filter.tsx";
import { text as states } from "#web/parts/states.text.ts";
import { ServiceStatus } from "#web/parts/statuses.tsx";
import { paths } from "#web/paths.ts";
import { Card } from "#web/ui/card.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { type Column, Table, TitleCell } from "#web/ui/table.tsx";
import { Tile } from "#web/ui/tile.tsx";
import { createNames } from "../names.ts";
import { text } from "./services.text.ts";

export default function ServicesPage() {
  const names = createNames();
  const columns: readonly Column<Service>[] = [
    {
      head: text.website,
      kind: "wide",
      cell: (service) => (
        <TitleCell
          tile={<Tile icon="globe" />}
          first={<A href={paths.dashboardService(service.id)}>{service.host}</A>}
          second={service.planName}
        />
      ),
    },
    { head: text.status, cell: (service) => <ServiceStatus service={service} /> },
    {
      head: text.customer,
      cell: (service) => (
        <A class="two-lines wrap-anywhere" href={paths.dashboardCustomer(service.accountId)}>
          {names.ofCustomer(service.accountId) ?? text.show}
        </A>
      ),
    },
    { head: text.paidUntil, kind: "amount", cell: ({ paidUntil }) => paidUntil && formatDay(paidUntil) },
  ];

  const filter = createStateFilter(serviceStates);
  const services = createView(getAllServices, () => [filter.narrowed()]);
  const older = createOlder(services.value, (cursor) => getAllServices({ ...filter.narrowed(), cursor }));
  const items = older.items;
  createPolling(() => (items().some(isMoving) ? 2000 : 15_000), services.retry);
  const line = () => {
    const state = filter.state();
    return items().length === 0 ? text.lineEmpty : text.line(items().length, state && states.service[state]);
  };
  return (
    <>
      <PageHead
        title={text.title}
        line={<PageLine from={services}>{() => line()}</PageLine>}
        actions={
          <StateFilter
            label={text.filter}
            all={text.all}
            words={states.service}
            states={serviceStates}
            filter={filter}
          />
        }
      />
      <Card title={text.list} titleHidden foot={older.hasMore() ? <MoreRows older={older} /> : undefined}>
        <Loaded
          padded
          from={services}
          words={loading.words(text.failed)}
          skeleton={<RowsSkeleton label={text.loading} rows={8} />}
        >
          {() => (
            <Show
              when={items().length > 0}
              fallback={<EmptyState icon="globe" title={text.emptyTitle} text={text.emptyText} />}
            >
              <Table label={text.list} columns={columns} items={items()} />
            </Show>
          )}
        </Loaded>
      </Card>
    </>
  );
}
