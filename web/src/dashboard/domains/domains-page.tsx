import { A, useSearchParams } from "@solidjs/router";
import { createSignal, onCleanup, Show } from "solid-js";
import { domainStates } from "#core/domains/domain.state.ts";
import { type Domain, getDomains } from "#web/data/domains.ts";
import { createOlder } from "#web/lib/older.ts";
import { formatDay } from "#web/lib/time.ts";
import { createView } from "#web/lib/view.ts";
import { text as states } from "#web/parts/domain-status.text.ts";
import { DomainStatus } from "#web/parts/domain-status.tsx";
import { loading } from "#web/parts/loading.text.ts";
import { MoreRows } from "#web/parts/more-rows.tsx";
import { createStateFilter, StateFilter } from "#web/parts/state-filter.tsx";
import { paths } from "#web/paths.ts";
import { Card } from "#web/ui/card.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { SearchField } from "#web/ui/search-field.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { type Column, Table, TitleCell } from "#web/ui/table.tsx";
import { Tile } from "#web/ui/tile.tsx";
import { createNames } from "../names.ts";
import { text } from "./domains.text.ts";
import { text as registrar } from "./registrar.text.ts";

const settleMs = 250;

export default function DomainsPage() {
  const names = createNames();
  const columns: readonly Column<Domain>[] = [
    {
      head: text.name,
      kind: "wide",
      cell: (domain) => (
        <TitleCell
          tile={<Tile icon="globe" />}
          first={<A href={paths.dashboardDomain(domain.id)}>{domain.shown}</A>}
          second={domain.shown === domain.name ? undefined : domain.name}
        />
      ),
    },
    { head: text.status, cell: (domain) => <DomainStatus domain={domain} /> },
    {
      head: text.customer,
      cell: (domain) => (
        <A class="two-lines wrap-anywhere" href={paths.dashboardCustomer(domain.accountId)}>
          {names.ofCustomer(domain.accountId) ?? text.show}
        </A>
      ),
    },
    { head: text.registrar, cell: ({ registrar }) => text.registrars[registrar] },
    { head: text.expires, kind: "amount", cell: ({ expiresAt }) => expiresAt && formatDay(expiresAt) },
  ];
  const [search, setSearch] = useSearchParams<{ search?: string }>();
  const [typed, setTyped] = createSignal(search.search ?? "");
  const filter = createStateFilter(domainStates);
  const narrowed = () => ({ ...filter.narrowed(), ...(search.search && { search: search.search }) });
  const domains = createView(getDomains, () => [narrowed()]);
  const older = createOlder(domains.value, (cursor) => getDomains({ ...narrowed(), cursor }));
  const items = older.items;
  const isNarrowed = () => Object.keys(narrowed()).length > 0;
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
        line={
          <PageLine from={domains}>
            {() => (items().length === 0 ? text.lineEmpty : text.line(items().length, isNarrowed()))}
          </PageLine>
        }
        actions={
          <>
            <SearchField label={text.search} value={typed()} onInput={type} />
            <LinkButton href={paths.dashboardRegistrarJobs}>{registrar.jobs.title}</LinkButton>
            <LinkButton href={paths.dashboardDomainPrices}>{text.prices}</LinkButton>
            <StateFilter label={text.filter} all={text.all} words={states} states={domainStates} filter={filter} />
          </>
        }
      />
      <Card title={text.list} titleHidden foot={older.hasMore() ? <MoreRows older={older} /> : undefined}>
        <Loaded
          padded
          from={domains}
          words={loading.words(text.failed)}
          skeleton={<RowsSkeleton label={text.loading} rows={8} />}
        >
          {() => (
            <Show
              when={items().length > 0}
              fallback={
                <EmptyState
                  icon="globe"
                  title={isNarrowed() ? text.nothingTitle : text.emptyTitle}
                  text={isNarrowed() ? text.nothingText : text.emptyText}
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
