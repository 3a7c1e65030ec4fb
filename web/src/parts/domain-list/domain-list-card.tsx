import { A } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { domainStates } from "#core/domains/domain.state.ts";
import type { Domain } from "#web/data/domains.ts";
import { formatDay } from "#web/lib/time.ts";
import { Card } from "#web/ui/card.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { SearchField } from "#web/ui/search-field.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { type Column, Table, TitleCell } from "#web/ui/table.tsx";
import { Tile } from "#web/ui/tile.tsx";
import { text as states } from "../domain-status.text.ts";
import { DomainStatus } from "../domain-status.tsx";
import { loading } from "../loading.text.ts";
import { MoreRows } from "../more-rows.tsx";
import { StateFilter } from "../state-filter.tsx";
import { text } from "./domain-list.text.ts";
import type { DomainList } from "./domain-list.ts";

/** What a list of domains is narrowed by. */
export function DomainFilters(props: { list: DomainList }) {
  return (
    <>
      <SearchField label={text.search} value={props.list.typed()} onInput={props.list.type} />
      <StateFilter label={text.filter} all={text.all} words={states} states={domainStates} filter={props.list.filter} />
    </>
  );
}

export function DomainListCard(props: {
  list: DomainList;
  addressOf: (domainId: string) => string;
  /** Besides what every list says of a domain. */
  columns?: readonly Column<Domain>[];
  /** In place of the list while there is no domain at all. */
  empty: JSX.Element;
}) {
  const columns: readonly Column<Domain>[] = [
    {
      head: text.name,
      kind: "wide",
      cell: (domain) => (
        <TitleCell
          tile={<Tile icon="globe" />}
          first={<A href={props.addressOf(domain.id)}>{domain.shown}</A>}
          second={domain.shown === domain.name ? undefined : domain.name}
        />
      ),
    },
    { head: text.status, cell: (domain) => <DomainStatus domain={domain} /> },
    ...(props.columns ?? []),
    { head: text.registrar, cell: ({ registrar }) => text.registrars[registrar] },
    { head: text.expires, kind: "amount", cell: ({ expiresAt }) => expiresAt && formatDay(expiresAt) },
  ];
  const { list } = props;
  return (
    <Card title={text.title} titleHidden foot={list.older.hasMore() ? <MoreRows older={list.older} /> : undefined}>
      <Loaded
        padded
        from={list.view}
        words={loading.words(text.failed)}
        skeleton={<RowsSkeleton label={text.loading} rows={8} />}
      >
        {() => (
          <Show
            when={list.items().length > 0}
            fallback={
              <Show when={list.isNarrowed()} fallback={props.empty}>
                <EmptyState icon="globe" title={text.nothingTitle} text={text.nothingText} />
              </Show>
            }
          >
            <Table label={text.title} columns={columns} items={list.items()} />
          </Show>
        )}
      </Loaded>
    </Card>
  );
}
