import { A } from "@solidjs/router";
import { Show } from "solid-js";
import type { Glance } from "#web/data/account.ts";
import { formatMoney } from "#web/lib/money.ts";
import { formatMegabytes } from "#web/lib/size.ts";
import { formatDay } from "#web/lib/time.ts";
import type { View } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { serviceTones, text as states } from "#web/parts/states.text.ts";
import { paths } from "#web/paths.ts";
import { Card } from "#web/ui/card.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { type Kpi, Kpis } from "#web/ui/kpis.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { Status } from "#web/ui/status.tsx";
import { type Column, Table, TitleCell } from "#web/ui/table.tsx";
import { text as texts } from "./account.text.ts";

const text = texts.glance;
type Site = Glance["history"][number];

export function GlanceKpis(props: { glance: View<Glance> }) {
  return (
    <Loaded
      from={props.glance}
      words={loading.words(text.failed)}
      skeleton={
        <div class="card">
          <RowsSkeleton label={text.loading} rows={2} />
        </div>
      }
    >
      {(value) => <Kpis label={text.title} items={kpisOf(value())} />}
    </Loaded>
  );
}

function kpisOf({ sold, billing }: Glance): Kpi[] {
  return [
    { label: text.services, figure: sold.services, href: paths.services },
    { label: text.memory, figure: formatMegabytes(sold.memoryMb), note: text.each },
    { label: text.disk, figure: formatMegabytes(sold.diskMb), note: text.each },
    ...(billing === null
      ? []
      : [
          {
            label: text.monthly,
            figure: formatMoney(billing.monthly),
            note: billing.nextDueAt === null ? text.nothing : text.due(formatDay(billing.nextDueAt)),
            href: paths.orders,
          },
        ]),
  ];
}

/** What never stood does not stand until today. */
function untilOf({ activeAt, terminatedAt }: Site): string {
  if (terminatedAt !== null) return formatDay(terminatedAt);
  return activeAt === null ? texts.history.none : texts.history.today;
}

export function HistoryCard(props: { glance: View<Glance> }) {
  const words = texts.history;
  const site: Column<Site> = {
    head: words.site,
    kind: "wide",
    cell: (one) => (
      <TitleCell
        first={
          <A class="wrap-anywhere" href={paths.serviceDetail(one.id)}>
            {one.host}
          </A>
        }
        second={one.planName}
      />
    ),
  };
  const common: Column<Site>[] = [
    {
      head: words.state,
      cell: (one) => <Status tone={serviceTones[one.state]}>{states.service[one.state]}</Status>,
    },
    { head: words.from, cell: (one) => (one.activeAt === null ? words.none : formatDay(one.activeAt)) },
    { head: words.until, cell: untilOf },
  ];
  const paid: Column<Site>[] = [
    { head: words.paid, cell: (one) => (one.paidUntil === null ? words.none : formatDay(one.paidUntil)) },
    {
      head: words.price,
      kind: "amount",
      cell: (one) => (one.price === null ? words.none : formatMoney(one.price)),
    },
  ];
  return (
    <Card title={words.title}>
      <Loaded
        padded
        from={props.glance}
        words={loading.words(text.failed)}
        skeleton={<RowsSkeleton plain label={text.loading} rows={3} />}
      >
        {(value) => (
          <Show
            when={value().history.length > 0}
            fallback={<EmptyState icon="globe" title={words.empty} text={words.emptyText} />}
          >
            <Table
              label={words.title}
              columns={value().billing === null ? [site, ...common] : [site, ...common, ...paid]}
              items={value().history}
            />
          </Show>
        )}
      </Loaded>
    </Card>
  );
}
