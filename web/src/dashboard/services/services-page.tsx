import { A } from "@solidjs/router";
import { createSignal, For, onCleanup, Show } from "solid-js";
import { serviceStates } from "#core/services/service.state.ts";
import { getCatalogue } from "#web/data/catalogue.ts";
import { getAllServices, getNodes } from "#web/data/dashboard.ts";
import { isMoving, type Service } from "#web/data/services.ts";
import { createOlder } from "#web/lib/older.ts";
import { createPolling } from "#web/lib/polling.ts";
import { formatDay } from "#web/lib/time.ts";
import { createView } from "#web/lib/view.ts";
import { appNames, appTitle } from "#web/parts/apps.text.ts";
import { loading } from "#web/parts/loading.text.ts";
import { MoreRows } from "#web/parts/more-rows.tsx";
import { createFilters, createStateFilter, StateFilter } from "#web/parts/state-filter.tsx";
import { text as states } from "#web/parts/states.text.ts";
import { ServiceStatus } from "#web/parts/statuses.tsx";
import { paths } from "#web/paths.ts";
import { Card } from "#web/ui/card.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { SearchField } from "#web/ui/search-field.tsx";
import { SelectField } from "#web/ui/select-field.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { type Column, Table, TitleCell } from "#web/ui/table.tsx";
import { Tile } from "#web/ui/tile.tsx";
import { createNames } from "../names.ts";
import { text } from "./services.text.ts";

const settleMs = 250;
const apps = appNames.map((value) => ({ value, label: appTitle(value) }));

/** Every website of every customer, newest first, narrowed to what somebody looks for. */
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
    { head: text.app, cell: ({ app }) => appTitle(app.template) },
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
    {
      head: text.actions,
      kind: "actions",
      cell: (service) => (
        <A href={paths.dashboardService(service.id, "releases")} aria-label={text.releasesOf(service.host)}>
          {text.releases}
        </A>
      ),
    },
  ];

  const filter = createStateFilter(serviceStates);
  const filters = createFilters(["template", "nodeId", "planId", "search"]);
  const narrowed = () => ({ ...filter.narrowed(), ...filters.narrowed() });
  const services = createView(getAllServices, () => [narrowed()]);
  const older = createOlder(services.value, (cursor) => getAllServices({ ...narrowed(), cursor }));
  const items = older.items;
  const nodes = createView(getNodes, () => []);
  const catalogue = createView(getCatalogue, () => []);
  /** What there is nothing of to choose from is not offered. */
  const choices = () =>
    [
      { name: "template" as const, label: text.app, all: text.everyApp, options: apps },
      {
        ...{ name: "nodeId" as const, label: text.node, all: text.everyNode },
        options: (nodes.value() ?? []).map(({ id, name }) => ({ value: id, label: name })),
      },
      {
        ...{ name: "planId" as const, label: text.plan, all: text.everyPlan },
        options: (catalogue.value()?.items ?? []).flatMap(({ plans }) =>
          plans.flatMap(({ id, kind, name }) => (kind === "plan" ? [{ value: id, label: name }] : [])),
        ),
      },
    ].filter(({ options }) => options.length > 0);
  const [typed, setTyped] = createSignal(filters.value("search"));
  let settling: ReturnType<typeof setTimeout> | undefined;
  const type = (value: string) => {
    setTyped(value);
    clearTimeout(settling);
    settling = setTimeout(() => filters.choose("search", value.trim()), settleMs);
  };
  onCleanup(() => clearTimeout(settling));
  createPolling(() => (items().some(isMoving) ? 2000 : 15_000), services.retry);
  const line = () => {
    const count = items().length;
    if (count === 0) return text.lineEmpty;
    return Object.keys(narrowed()).length > 0 ? text.lineFound(count) : text.line(count);
  };
  return (
    <>
      <PageHead
        title={text.title}
        line={<PageLine from={services}>{() => line()}</PageLine>}
        actions={<SearchField label={text.search} value={typed()} onInput={type} />}
      />
      <div class="mb-4 flex flex-wrap gap-2">
        <StateFilter label={text.filter} all={text.all} words={states.service} states={serviceStates} filter={filter} />
        <For each={choices()}>
          {({ name, label, all, options }) => (
            <div class="min-w-44 max-[760px]:flex-1">
              <SelectField
                label={label}
                labelHidden
                options={[{ value: "", label: all }, ...options]}
                value={filters.value(name)}
                onChange={(value) => filters.choose(name, value)}
              />
            </div>
          )}
        </For>
      </div>
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
