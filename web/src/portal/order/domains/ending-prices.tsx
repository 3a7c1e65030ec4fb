import { createMemo, createSignal, Show } from "solid-js";
import { type EndingPrice, getEndings } from "#web/data/domain-names.ts";
import { formatMoney, type Money } from "#web/lib/money.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { Loaded } from "#web/ui/loaded.tsx";
import { SearchField } from "#web/ui/search-field.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { type Column, Table } from "#web/ui/table.tsx";
import { text as texts } from "./names.text.ts";

const text = texts.endings;
/** There are hundreds: what is not among the first is searched for. */
const shownMax = 30;

const amount = (price: Money | null) => (price ? formatMoney(price) : text.none);
const columns: readonly Column<EndingPrice>[] = [
  { head: text.ending, kind: "wide", cell: ({ ending }) => <span class="cell-first">.{ending}</span> },
  { head: text.first, kind: "amount", cell: ({ register }) => amount(register) },
  { head: text.renewal, kind: "amount", cell: ({ renew }) => amount(renew) },
  { head: text.transfer, kind: "amount", cell: ({ transfer }) => amount(transfer) },
];

/** What a name costs below each ending: in the first year, and in each after. */
export function EndingPrices() {
  const endings = createView(getEndings, () => []);
  const [search, setSearch] = createSignal("");
  const found = createMemo(() => {
    const wanted = search().trim().toLowerCase().replace(/^\./, "");
    return (endings.value()?.items ?? []).filter(({ ending }) => ending.includes(wanted));
  });
  return (
    <Loaded
      from={endings}
      words={loading.words(text.failed)}
      skeleton={<RowsSkeleton plain label={text.loading} rows={5} />}
    >
      {() => (
        <div class="grid gap-3">
          <SearchField label={text.search} value={search()} onInput={setSearch} />
          <Show when={found().length > 0} fallback={<p class="second">{text.nothing}</p>}>
            <div class="-mx-(--pad)">
              <Table label={text.list} columns={columns} items={found().slice(0, shownMax)} />
            </div>
          </Show>
          <Show when={found().length > shownMax}>
            <p class="small second">{text.more(found().length - shownMax)}</p>
          </Show>
        </div>
      )}
    </Loaded>
  );
}
