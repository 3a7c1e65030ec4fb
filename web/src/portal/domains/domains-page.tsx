import { A } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { mayManage } from "#core/domains/domain.state.ts";
import { type Domain, getDomains } from "#web/data/domains.ts";
import { createOlder } from "#web/lib/older.ts";
import { createPolling } from "#web/lib/polling.ts";
import { formatDay } from "#web/lib/time.ts";
import { createView } from "#web/lib/view.ts";
import { DomainStatus } from "#web/parts/domain-status.tsx";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { MoreRows } from "#web/parts/more-rows.tsx";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Card } from "#web/ui/card.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { type Column, Table, TitleCell } from "#web/ui/table.tsx";
import { Tile } from "#web/ui/tile.tsx";
import { AddDomainSheet } from "./add-domain-sheet.tsx";
import { text } from "./domains.text.ts";

const columns: readonly Column<Domain>[] = [
  {
    head: text.name,
    kind: "wide",
    cell: (domain) => (
      <TitleCell
        tile={<Tile icon="globe" />}
        first={<A href={paths.domainDetail(domain.id)}>{domain.shown}</A>}
        second={domain.shown === domain.name ? undefined : domain.name}
      />
    ),
  },
  { head: text.status, cell: (domain) => <DomainStatus domain={domain} /> },
  { head: text.registrar, cell: ({ registrar }) => text.registrars[registrar] },
  { head: text.expires, kind: "amount", cell: ({ expiresAt }) => expiresAt && formatDay(expiresAt) },
];

export default function DomainsPage() {
  const may = createMay();
  const [adding, setAdding] = createSignal(false);
  const domains = createView(getDomains, () => [{}]);
  const older = createOlder(domains.value, (cursor) => getDomains({ cursor }));
  const items = older.items;
  const open = () => items().filter(({ provenAt }) => provenAt === null).length;
  createPolling(() => (open() > 0 ? 10_000 : 60_000), domains.retry);
  const addButton = () => (
    <Show when={may(mayManage)}>
      <Button tone="primary" icon="plus" onClick={() => setAdding(true)}>
        {text.add}
      </Button>
    </Show>
  );
  return (
    <>
      <PageHead
        title={text.title}
        line={
          <PageLine from={domains}>
            {() => (items().length === 0 ? text.lineEmpty : text.line(items().length, open()))}
          </PageLine>
        }
        actions={<Show when={items().length > 0}>{addButton()}</Show>}
      />
      <Card title={text.list} titleHidden foot={older.hasMore() ? <MoreRows older={older} /> : undefined}>
        <Loaded
          padded
          from={domains}
          words={loading.words(text.failed)}
          skeleton={<RowsSkeleton label={text.loading} rows={6} />}
        >
          {() => (
            <Show
              when={items().length > 0}
              fallback={<EmptyState icon="globe" title={text.emptyTitle} text={text.emptyText} action={addButton()} />}
            >
              <Table label={text.list} columns={columns} items={items()} />
            </Show>
          )}
        </Loaded>
      </Card>
      <Show when={adding()}>
        <AddDomainSheet onClose={() => setAdding(false)} />
      </Show>
    </>
  );
}
