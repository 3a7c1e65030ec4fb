import { createSignal, For, Show } from "solid-js";
import { allowed } from "#core/catalog/catalog.state.ts";
import { getCatalogue, moved, reorderProducts } from "#web/data/catalogue.ts";
import { createRequest } from "#web/data/request.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { Button } from "#web/ui/button.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { text } from "./catalogue.text.ts";
import { Mover } from "./mover.tsx";
import { ProductCard } from "./product-card.tsx";
import { ProductSheet } from "./product-sheet.tsx";

/** What is sold: products, their plans, and who runs on them. */
export default function CataloguePage() {
  const catalogue = createView(getCatalogue, () => []);
  const may = createMay();
  const [adding, setAdding] = createSignal(false);
  const moving = createRequest(reorderProducts);
  const plans = () => catalogue.value()?.items.flatMap((product) => product.plans) ?? [];
  const onSale = () =>
    catalogue
      .value()
      ?.items.filter(({ state }) => state === "on_sale")
      .flatMap((product) => product.plans.filter(({ kind, state }) => kind === "plan" && state === "on_sale")).length ??
    0;
  const ids = () => catalogue.value()?.items.map(({ id }) => id) ?? [];
  const manages = () => may(allowed.manage) === true;
  return (
    <>
      <PageHead
        title={text.title}
        line={
          <PageLine from={catalogue}>
            {() => text.line(onSale(), plans().filter(({ draft }) => draft !== null).length)}
          </PageLine>
        }
        actions={
          <Show when={manages()} fallback={<p class="small second">{may(allowed.manage) === false && text.mayNot}</p>}>
            <Button tone="primary" icon="plus" onClick={() => setAdding(true)}>
              {text.newProduct}
            </Button>
          </Show>
        }
      />
      <Show when={adding()}>
        <ProductSheet onClose={() => setAdding(false)} />
      </Show>
      <Show when={moving.failure()}>
        {(failure) => (
          <Notice tone="bad" urgent title={text.notMoved}>
            {failure().message}
          </Notice>
        )}
      </Show>
      <Loaded
        from={catalogue}
        words={loading.words(text.failed)}
        skeleton={
          <div class="card">
            <RowsSkeleton label={text.loading} rows={4} />
          </div>
        }
      >
        {(value) => (
          <Show
            when={value().items.length > 0}
            fallback={
              <div class="card">
                <EmptyState icon="receipt" title={text.emptyTitle} text={text.emptyText} />
              </div>
            }
          >
            <div class="stack">
              <For each={value().items}>
                {(product) => (
                  <ProductCard
                    product={product}
                    mayManage={manages()}
                    mover={
                      <Show when={manages() && value().items.length > 1}>
                        <Mover
                          name={product.name}
                          first={ids()[0] === product.id}
                          last={ids().at(-1) === product.id}
                          busy={moving.pending()}
                          onMove={(by) => void moving.run(ids(), moved(ids(), product.id, by))}
                        />
                      </Show>
                    }
                  />
                )}
              </For>
            </div>
          </Show>
        )}
      </Loaded>
    </>
  );
}
