import { createEffect, For, on, Show } from "solid-js";
import { type getOperations, isOpen, type Operation, watchOperation, watchOperationLog } from "#web/data/operations.ts";
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

/** The operation that is under way, live. */
export function ServiceOperation(props: { operationId: string; onMove: () => void }) {
  const operation = watchOperation(() => props.operationId);
  const log = watchOperationLog(() => props.operationId, operation.value);
  createEffect(
    on(
      () => operation.value()?.state,
      (state, before) => before && state !== before && props.onMove(),
    ),
  );
  return (
    <Loaded
      from={operation}
      words={loading.words(text.stepsFailed)}
      skeleton={
        <div class="card">
          <RowsSkeleton label={text.stepsLoading} rows={5} />
        </div>
      }
    >
      {(value) => <OperationProgress operation={value()} lines={log.lines()} logFailure={log.failure()} />}
    </Loaded>
  );
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
