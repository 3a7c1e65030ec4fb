import { For, Show } from "solid-js";
import { type getOperations, isOpen, type Operation, watchOperationLog } from "#web/data/operations.ts";
import type { View } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { Moment } from "#web/parts/moment.tsx";
import { OperationProgress } from "#web/parts/operation-progress.tsx";
import { operationTones, text as states } from "#web/parts/states.text.ts";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Feed, FeedItem } from "#web/ui/feed.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { text } from "./service.text.ts";

type Operations = Awaited<ReturnType<typeof getOperations>>;

/** The operation that is under way, with its log. */
export function LiveOperation(props: { operation: Operation }) {
  const log = watchOperationLog(
    () => props.operation.id,
    () => props.operation,
  );
  return <OperationProgress operation={props.operation} lines={log.lines()} logFailure={log.failure()} />;
}

/** What was done to it, newest first. */
export function OperationHistory(props: { view: View<Operations> }) {
  return (
    <Card title={text.history}>
      <Loaded
        padded
        from={props.view}
        words={loading.words(text.historyFailed)}
        skeleton={<RowsSkeleton plain label={text.historyLoading} rows={3} />}
      >
        {(page) => (
          <CardBody>
            <Show when={page().items.length > 0} fallback={<p class="second">{text.historyEmpty}</p>}>
              <Feed>
                <For each={page().items}>{(operation) => <Past operation={operation} />}</For>
              </Feed>
            </Show>
          </CardBody>
        )}
      </Loaded>
    </Card>
  );
}

function Past(props: { operation: Operation }) {
  return (
    <FeedItem
      tone={operationTones[props.operation.state]}
      title={props.operation.title}
      text={
        <>
          {states.operation[props.operation.state]}
          <Show when={!isOpen(props.operation) && props.operation.failure}>
            {(failure) => <>. {failure().message}</>}
          </Show>
        </>
      }
      time={<Moment at={props.operation.finishedAt ?? props.operation.startedAt ?? props.operation.createdAt} />}
    />
  );
}
