import { A } from "@solidjs/router";
import { Show } from "solid-js";
import { longOperationStates } from "#core/kernel/long-operation/long-operation.state.ts";
import { getAllOperations } from "#web/data/dashboard.ts";
import { isOpen, type Operation } from "#web/data/operations.ts";
import { createOlder } from "#web/lib/older.ts";
import { createPolling } from "#web/lib/polling.ts";
import { between, formatDuration } from "#web/lib/time.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { Moment } from "#web/parts/moment.tsx";
import { MoreRows } from "#web/parts/more-rows.tsx";
import { createStateFilter, StateFilter } from "#web/parts/state-filter.tsx";
import { text as states } from "#web/parts/states.text.ts";
import { OperationStatus } from "#web/parts/statuses.tsx";
import { paths } from "#web/paths.ts";
import { Card } from "#web/ui/card.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { type Column, Table, TitleCell } from "#web/ui/table.tsx";
import { createNames } from "../names.ts";
import { text } from "./operations.text.ts";

const done = (operation: Operation) => operation.steps.filter((step) => step.state === "done").length;
const reason = (operation: Operation) => operation.failure?.message ?? operation.waitingFor?.message;

export default function OperationsPage() {
  const names = createNames();
  const columns: readonly Column<Operation>[] = [
    {
      head: text.name,
      kind: "wide",
      cell: (operation) => (
        <TitleCell
          first={
            <A href={paths.dashboardOperation(operation.id)}>
              {operation.title} {names.ofSubject(operation.subject)}
            </A>
          }
          second={<span class="two-lines">{reason(operation) ?? operation.kind}</span>}
        />
      ),
    },
    { head: text.state, cell: (operation) => <OperationStatus operation={operation} /> },
    { head: text.step, kind: "amount", cell: (operation) => text.steps(done(operation), operation.steps.length) },
    {
      head: text.started,
      kind: "amount",
      cell: (operation) => <Moment at={operation.startedAt ?? operation.createdAt} />,
    },
    {
      head: text.took,
      kind: "amount",
      cell: (operation) =>
        operation.startedAt && operation.finishedAt
          ? formatDuration(between(operation.startedAt, operation.finishedAt, 0))
          : "",
    },
  ];

  const filter = createStateFilter(longOperationStates);
  const operations = createView(getAllOperations, () => [filter.narrowed()]);
  const older = createOlder(operations.value, (cursor) => getAllOperations({ ...filter.narrowed(), cursor }));
  const items = older.items;
  createPolling(() => (items().some(isOpen) ? 2000 : 10_000), operations.retry);
  const line = () => {
    const state = filter.state();
    return items().length === 0 ? text.lineEmpty : text.line(items().length, state && states.operation[state]);
  };
  return (
    <>
      <PageHead
        title={text.title}
        line={<PageLine from={operations}>{() => line()}</PageLine>}
        actions={
          <StateFilter
            label={text.filter}
            all={text.all}
            words={states.operation}
            states={longOperationStates}
            filter={filter}
          />
        }
      />
      <Card title={text.list} titleHidden foot={older.hasMore() ? <MoreRows older={older} /> : undefined}>
        <Loaded
          padded
          from={operations}
          words={loading.words(text.failed)}
          skeleton={<RowsSkeleton plain label={text.loading} rows={8} />}
        >
          {() => (
            <Show
              when={items().length > 0}
              fallback={<EmptyState icon="pulse" title={text.emptyTitle} text={text.emptyText} />}
            >
              <Table label={text.list} columns={columns} items={items()} />
            </Show>
          )}
        </Loaded>
      </Card>
    </>
  );
}
