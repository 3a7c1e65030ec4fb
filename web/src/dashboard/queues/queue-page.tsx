import { useParams } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { mayRedrive } from "#core/queues/queue.state.ts";
import { getQueue, type Queue, type Redrive, type Redriven } from "#web/data/dashboard.ts";
import { formatNumber } from "#web/lib/size.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Card } from "#web/ui/card.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { Properties } from "#web/ui/properties.tsx";
import { PropertiesSkeleton, RowsSkeleton } from "#web/ui/skeleton.tsx";
import { DeadMessages } from "./dead-messages.tsx";
import { QueueStatus } from "./queue-status.tsx";
import { nameOf, purposeOf, text as texts } from "./queues.text.ts";
import { type Asked, RedriveDialog } from "./redrive-dialog.tsx";

const text = texts.detail;

export default function QueuePage() {
  const params = useParams<{ queue: string }>();
  const queue = createView(getQueue, () => [params.queue]);
  const may = createMay();
  const [asked, setAsked] = createSignal<Asked>();
  const [result, setResult] = createSignal<{ act: Redrive; counts: Redriven }>();
  const dead = () => queue.value()?.queue.dead ?? 0;
  const mayAct = () => may(mayRedrive);
  const ask = (what: Asked) => {
    setResult(undefined);
    setAsked(what);
  };
  return (
    <>
      <PageHead
        title={nameOf(params.queue)}
        crumb={{ href: paths.dashboardQueues, label: texts.title }}
        line={
          <PageLine from={queue}>
            {(value) => (
              <>
                <QueueStatus queue={value().queue} />
                <span>{text.inQueue(formatNumber(value().queue.waiting), formatNumber(value().queue.inWork))}</span>
              </>
            )}
          </PageLine>
        }
        actions={
          <Show when={dead() > 0 && mayAct()}>
            <Button onClick={() => ask({ act: "discard" })}>{text.discardAll}</Button>
            <Button tone="primary" icon="undo" onClick={() => ask({ act: "send-back" })}>
              {text.sendAllBack}
            </Button>
          </Show>
        }
      />
      <Loaded
        from={queue}
        words={loading.words(text.failed)}
        skeleton={
          <div class="columns">
            <div class="card">
              <RowsSkeleton label={text.loading} rows={4} />
            </div>
            <div class="card">
              <PropertiesSkeleton label={text.loading} rows={5} />
            </div>
          </div>
        }
      >
        {(value) => (
          <div class="columns">
            <div class="stack">
              <Show when={result()}>{(shown) => <Outcome {...shown()} />}</Show>
              <Show when={dead() > 0 && mayAct() === false}>
                <Notice tone="plain">{text.mayNot}</Notice>
              </Show>
              <Card
                title={text.messages}
                foot={
                  dead() > 0 ? (
                    <>
                      <span>{text.shown(value().messages.length, dead())}</span>
                      <Button tone="link" size="small" onClick={queue.retry}>
                        {text.again}
                      </Button>
                    </>
                  ) : undefined
                }
              >
                <Show when={value().messages.length > 0} fallback={<Nothing dead={dead()} />}>
                  <DeadMessages
                    messages={value().messages}
                    mayAct={mayAct() === true}
                    onSendBack={(message) => ask({ act: "send-back", message })}
                    onDiscard={(message) => ask({ act: "discard", message })}
                  />
                </Show>
              </Card>
            </div>
            <Facts queue={value().queue} />
          </div>
        )}
      </Loaded>
      <Show when={asked()}>
        {(what) => (
          <RedriveDialog
            asked={what()}
            queue={params.queue}
            dead={dead()}
            onDone={(act, counts) => {
              setAsked(undefined);
              setResult({ act, counts });
            }}
            onClose={() => setAsked(undefined)}
          />
        )}
      </Show>
    </>
  );
}

function Nothing(props: { dead: number }) {
  return (
    <Show when={props.dead > 0} fallback={<EmptyState icon="check" title={text.emptyTitle} text={text.emptyText} />}>
      <EmptyState icon="clock" title={text.heldTitle} text={text.heldText(props.dead)} />
    </Show>
  );
}

/** What came of it, with everything that did not go as asked. */
function Outcome(props: { act: Redrive; counts: Redriven }) {
  const { result } = text;
  const sentences = () => {
    const { done, remaining, refused, missing, unfinished } = props.counts;
    return [
      props.act === "send-back" ? result.sentBack(done) : result.discarded(done),
      remaining > 0 && result.remaining(remaining),
      refused > 0 && result.refused(refused),
      missing > 0 && result.missing(missing),
      unfinished && result.unfinished,
    ].filter((sentence) => sentence !== false);
  };
  return (
    <Notice tone={sentences().length > 1 || props.counts.done === 0 ? "warn" : "ok"} urgent>
      {sentences().join(" ")}
    </Notice>
  );
}

function Facts(props: { queue: Queue }) {
  return (
    <Card title={text.facts}>
      <Properties
        items={[
          { name: text.purpose, value: purposeOf(props.queue.name) },
          { name: texts.waiting, value: formatNumber(props.queue.waiting) },
          { name: text.later, value: formatNumber(props.queue.later) },
          { name: texts.inWork, value: formatNumber(props.queue.inWork) },
          { name: texts.dead, value: formatNumber(props.queue.dead) },
        ]}
      />
    </Card>
  );
}
