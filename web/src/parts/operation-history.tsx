import { For, Show } from "solid-js";
import { type getOperations, type Operation, watchOperationLog } from "#web/data/operations.ts";
import type { View } from "#web/lib/view.ts";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Feed, FeedItem } from "#web/ui/feed.tsx";
import { Fold } from "#web/ui/fold.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { loading } from "./loading.text.ts";
import { Moment } from "./moment.tsx";
import { text } from "./operation-history.text.ts";
import { OperationProgress, OperationSteps } from "./operation-progress.tsx";
import { operationTones, text as states } from "./states.text.ts";

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
export function OperationHistory(props: { view: View<Operations>; except?: string | undefined }) {
  const past = () => props.view.value()?.items.filter((operation) => operation.id !== props.except) ?? [];
  return (
    <Card title={text.history}>
      <Loaded
        padded
        from={props.view}
        words={loading.words(text.historyFailed)}
        skeleton={<RowsSkeleton plain label={text.historyLoading} rows={3} />}
      >
        {() => (
          <CardBody>
            <Show when={past().length > 0} fallback={<p class="second">{text.historyEmpty}</p>}>
              <Feed>
                <For each={past()}>{(operation) => <Past operation={operation} />}</For>
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
          <Show when={props.operation.failure}>{(failure) => <>: {failure().message}</>}</Show>
        </>
      }
      time={<Moment at={props.operation.finishedAt ?? props.operation.startedAt ?? props.operation.createdAt} />}
    >
      <Fold label={text.steps}>{() => <PastSteps operation={props.operation} />}</Fold>
    </FeedItem>
  );
}

function PastSteps(props: { operation: Operation }) {
  const log = watchOperationLog(
    () => props.operation.id,
    () => props.operation,
  );
  return (
    <div class="pt-2">
      <OperationSteps operation={props.operation} lines={log.lines()} logFailure={log.failure()} />
    </div>
  );
}
