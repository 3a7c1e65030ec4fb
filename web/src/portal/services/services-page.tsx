import { A } from "@solidjs/router";
import { Show } from "solid-js";
import { may as demands } from "#core/kernel/permissions.state.ts";
import { getServices, isMoving, type Service } from "#web/data/services.ts";
import { createOlder } from "#web/lib/older.ts";
import { createPolling } from "#web/lib/polling.ts";
import { formatDay } from "#web/lib/time.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { MoreRows } from "#web/parts/more-rows.tsx";
import { formatPrice } from "#web/parts/price.ts";
import { ServiceStatus } from "#web/parts/statuses.tsx";
import { paths } from "#web/paths.ts";
import { Card } from "#web/ui/card.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { type Column, Table, TitleCell } from "#web/ui/table.tsx";
import { Tile } from "#web/ui/tile.tsx";
import { text } from "./services.text.ts";

const columns = (pays: boolean): readonly Column<Service>[] => [
  {
    head: text.website,
    kind: "wide",
    cell: (service) => (
      <TitleCell
        tile={<Tile icon="globe" />}
        first={<A href={paths.serviceDetail(service.id)}>{service.host}</A>}
        second={service.planName}
      />
    ),
  },
  { head: text.status, cell: (service) => <ServiceStatus service={service} /> },
  ...(pays ? paid : []),
];
const paid: readonly Column<Service>[] = [
  { head: text.paidUntil, kind: "amount", cell: ({ paidUntil }) => paidUntil && formatDay(paidUntil) },
  { head: text.price, kind: "amount", cell: ({ price, interval }) => price && formatPrice(price, interval) },
];

export default function ServicesPage() {
  const may = createMay();
  const services = createView(getServices, () => []);
  const older = createOlder(services.value, (cursor) => getServices(cursor));
  const items = older.items;
  const kept = () => items().filter((service) => service.state !== "terminated");
  createPolling(() => (items().some(isMoving) ? 2000 : 30_000), services.retry);
  return (
    <>
      <PageHead
        title={text.title}
        line={
          <PageLine from={services}>
            {() =>
              kept().length === 0
                ? text.lineEmpty
                : text.line(kept().length, kept().filter((service) => service.state === "active").length)
            }
          </PageLine>
        }
        actions={<Show when={items().length > 0}>{<NewSite />}</Show>}
      />
      <Card title={text.list} titleHidden foot={older.hasMore() ? <MoreRows older={older} /> : undefined}>
        <Loaded
          padded
          from={services}
          words={loading.words(text.failed)}
          skeleton={<RowsSkeleton label={text.loading} rows={6} />}
        >
          {() => (
            <Show
              when={items().length > 0}
              fallback={<EmptyState icon="globe" title={text.emptyTitle} text={text.emptyText} action={<NewSite />} />}
            >
              <Table label={text.list} columns={columns(may(demands("billing:read")) === true)} items={items()} />
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
