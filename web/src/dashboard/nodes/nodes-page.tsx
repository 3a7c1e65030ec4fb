import { createSignal, Show } from "solid-js";
import { mayRunNodes } from "#core/nodes/node.state.ts";
import { getNodes } from "#web/data/dashboard.ts";
import { createPolling } from "#web/lib/polling.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { Button } from "#web/ui/button.tsx";
import { Card } from "#web/ui/card.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { AddNode } from "./add-node.tsx";
import { text } from "./nodes.text.ts";
import { NodesTable } from "./nodes-table.tsx";

export default function NodesPage() {
  const nodes = createView(getNodes, () => []);
  const [adding, setAdding] = createSignal(false);
  const may = createMay();
  const items = () => nodes.value() ?? [];
  createPolling(() => (items().some((node) => node.state === "adding") ? 2000 : 10_000), nodes.retry);
  return (
    <>
      <PageHead
        title={text.title}
        line={
          <PageLine from={nodes}>
            {() => text.line(items().filter((node) => node.state === "ready").length, items().length)}
          </PageLine>
        }
        actions={
          <Show when={may(mayRunNodes) !== false}>
            <Button tone="primary" icon="plus" onClick={() => setAdding(true)}>
              {text.add}
            </Button>
          </Show>
        }
      />
      <Card title={text.list} titleHidden>
        <Loaded
          padded
          from={nodes}
          words={loading.words(text.failed)}
          skeleton={<RowsSkeleton label={text.loading} rows={4} />}
        >
          {() => (
            <Show
              when={items().length > 0}
              fallback={<EmptyState icon="server" title={text.emptyTitle} text={text.emptyText} />}
            >
              <NodesTable nodes={items()} />
            </Show>
          )}
        </Loaded>
      </Card>
      <AddNode open={adding()} onClose={() => setAdding(false)} />
    </>
  );
}
