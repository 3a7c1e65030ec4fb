import { createMemo, createSignal, Show, untrack } from "solid-js";
import { allOthers } from "#core/domains/price.state.ts";
import { may as demands } from "#core/kernel/permissions.state.ts";
import { type EndingRow, getPriceMatrix, type Margin, readPrices } from "#web/data/domain-prices.ts";
import { createRequest } from "#web/data/request.ts";
import { formatMoney, type Money } from "#web/lib/money.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Card } from "#web/ui/card.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { SearchField } from "#web/ui/search-field.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { type Column, Table, TitleCell } from "#web/ui/table.tsx";
import { MarginSheet } from "./margin-sheet.tsx";
import { text } from "./prices.text.ts";

const euros = (minor: number): Money => ({ minor, currency: "EUR" });
const marginText = ({ percent, atLeastMinor }: Margin) => text.marginOf(percent, formatMoney(euros(atLeastMinor)));
const shownMax = 100;

function Amount(props: { price: Money | null; cost: Money | null }) {
  return (
    <>
      <span>{props.price ? formatMoney(props.price) : text.notSold}</span>
      <Show when={props.cost}>{(cost) => <span class="cell-second">{text.cost(formatMoney(cost()))}</span>}</Show>
    </>
  );
}

/** What each ending costs us, what it is sold for, and the rule between the two. */
export default function PricesPage() {
  const may = createMay();
  const manages = () => may(demands("catalog:manage")) === true;
  const matrix = createView(getPriceMatrix, () => []);
  const reading = createRequest(readPrices);
  const [search, setSearch] = createSignal("");
  const [rule, setRule] = createSignal<string>();
  const items = () => matrix.value()?.items ?? [];
  const found = createMemo(() => {
    const wanted = search().trim().toLowerCase().replace(/^\./, "");
    return items().filter(({ ending }) => ending.includes(wanted));
  });
  const row = (wanted: string) => items().find(({ ending }) => ending === wanted);
  /** As it was when it was opened: what is typed stays while the matrix is read again. */
  const edited = createMemo(() => {
    const ending = rule();
    const margin = ending === undefined ? undefined : untrack(() => row(ending)?.margin ?? matrix.value()?.usual);
    return ending !== undefined && margin !== undefined ? { ending, margin } : undefined;
  });
  const columns = (): readonly Column<EndingRow>[] => [
    {
      head: text.ending,
      kind: "wide",
      cell: (one) => (
        <TitleCell
          first={`.${one.ending}`}
          second={one.own ? `${text.ownRule}: ${marginText(one.margin)}` : undefined}
        />
      ),
    },
    {
      head: text.register,
      kind: "amount",
      cell: (one) => <Amount price={one.prices.register} cost={one.costs.register} />,
    },
    { head: text.renew, kind: "amount", cell: (one) => <Amount price={one.prices.renew} cost={one.costs.renew} /> },
    {
      head: text.transfer,
      kind: "amount",
      cell: (one) => <Amount price={one.prices.transfer} cost={one.costs.transfer} />,
    },
    {
      head: text.restore,
      kind: "amount",
      cell: (one) => <Amount price={one.prices.restore} cost={one.costs.restore} />,
    },
    ...(manages()
      ? [
          {
            head: text.change,
            kind: "actions" as const,
            cell: (one: EndingRow) => (
              <Button size="small" aria-label={text.changeOf(`.${one.ending}`)} onClick={() => setRule(one.ending)}>
                {text.change}
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      <PageHead
        title={text.title}
        crumb={{ href: paths.dashboardDomains, label: text.domains }}
        line={
          <PageLine from={matrix}>
            {() =>
              items().length === 0
                ? text.lineEmpty
                : text.line(items().length, items().filter(({ prices }) => prices.register !== null).length)
            }
          </PageLine>
        }
        actions={
          <>
            <SearchField label={text.search} value={search()} onInput={setSearch} />
            <Show when={manages()}>
              <Button busy={reading.pending()} waits={reading.waiting() > 0} onClick={() => void reading.run()}>
                {text.read}
              </Button>
            </Show>
          </>
        }
      />
      <div class="stack">
        <Refusal of={reading} />
        <Show when={matrix.value()}>
          {(value) => (
            <Card title={text.usual} titleHidden>
              <Rows>
                <Row
                  title={text.usual}
                  text={`${marginText(value().usual)}. ${text.usualText}`}
                  end={
                    <Show when={manages()}>
                      <Button size="small" aria-label={text.changeOf(text.usual)} onClick={() => setRule(allOthers)}>
                        {text.change}
                      </Button>
                    </Show>
                  }
                />
              </Rows>
            </Card>
          )}
        </Show>
        <Card
          title={text.list}
          titleHidden
          foot={found().length > shownMax ? <span>{text.more(found().length - shownMax)}</span> : undefined}
        >
          <Loaded
            padded
            from={matrix}
            words={loading.words(text.failed)}
            skeleton={<RowsSkeleton plain label={text.loading} rows={8} />}
          >
            {() => (
              <Show
                when={found().length > 0}
                fallback={
                  <EmptyState
                    icon="tag"
                    title={items().length > 0 ? text.nothingTitle : text.emptyTitle}
                    text={text.emptyText}
                  />
                }
              >
                <Table label={text.list} columns={columns()} items={found().slice(0, shownMax)} />
              </Show>
            )}
          </Loaded>
        </Card>
      </div>
      <Show when={edited()} keyed>
        {({ ending, margin }) => (
          <MarginSheet rule={ending} row={row(ending)} margin={margin} onClose={() => setRule(undefined)} />
        )}
      </Show>
    </>
  );
}
