import { createSignal, For, Show } from "solid-js";
import { can } from "#core/dns/zone.state.ts";
import { createRequest } from "#web/data/request.ts";
import { dealWithChange, getZoneChanges, type Zone, type ZoneChange } from "#web/data/zones.ts";
import { createOlder } from "#web/lib/older.ts";
import { createPolling } from "#web/lib/polling.ts";
import { formatMoment } from "#web/lib/time.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { Moment } from "#web/parts/moment.tsx";
import { MoreRows } from "#web/parts/more-rows.tsx";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { Status } from "#web/ui/status.tsx";
import { toast } from "#web/ui/toast.tsx";
import { Diff } from "./diff.tsx";
import { text as texts } from "./dns.text.ts";

const text = texts.history;
const tones = { scheduled: "plain", pending: "run", applied: "ok", failed: "bad", cancelled: "plain" } as const;

/** What was changed, by whom, and what can be taken back. */
export function HistoryCard(props: { zone: Zone; open: boolean }) {
  const first = createView(getZoneChanges, () => [props.zone.id]);
  const older = createOlder(first.value, (cursor) => getZoneChanges(props.zone.id, cursor));
  // What is on its way has arrived soon.
  createPolling(() => (older.items().some(({ state }) => state === "pending") ? 3000 : 60_000), first.retry);
  const [asked, setAsked] = createSignal<ZoneChange>();
  const undoing = createRequest(dealWithChange);
  const close = () => {
    setAsked(undefined);
    undoing.clear();
  };
  const undo = async (change: ZoneChange) => {
    if (!(await undoing.run(props.zone.id, change.id, "undo"))) return;
    close();
    toast(text.undone);
  };
  return (
    <Card title={text.title} foot={older.hasMore() ? <MoreRows older={older} /> : undefined}>
      <Loaded
        padded
        from={first}
        words={loading.words(text.failed)}
        skeleton={<RowsSkeleton plain label={text.loading} rows={3} />}
      >
        {() => (
          <Show
            when={older.items().length > 0}
            fallback={
              <CardBody>
                <p class="second">{text.empty}</p>
              </CardBody>
            }
          >
            <Rows>
              <For each={older.items()}>
                {(change) => <Entry change={change} open={props.open} onUndo={() => setAsked(change)} />}
              </For>
            </Rows>
          </Show>
        )}
      </Loaded>
      <Show when={asked()}>
        {(change) => (
          <ConfirmDialog
            open
            title={text.undoTitle}
            text={text.undoText}
            confirm={text.undo}
            dismiss={texts.cancel}
            busy={undoing.pending()}
            waits={undoing.waiting() > 0}
            refusal={<Refusal of={undoing} />}
            onConfirm={() => void undo(change())}
            onClose={close}
          >
            <Diff removes={change().adds} adds={change().removes} />
          </ConfirmDialog>
        )}
      </Show>
    </Card>
  );
}

function Entry(props: { change: ZoneChange; open: boolean; onUndo: () => void }) {
  const who = () => props.change.requestedBy.name ?? text.who[props.change.requestedBy.kind];
  return (
    <Row
      wrap
      title={text.cause[props.change.cause](who())}
      text={
        <>
          <Status tone={tones[props.change.state]}>{text.state[props.change.state]}</Status>{" "}
          <Moment at={props.change.appliedAt ?? props.change.createdAt} />
        </>
      }
      more={
        <>
          <Diff removes={props.change.removes} adds={props.change.adds} />
          <Show when={props.change.failure}>{(failure) => <p class="second">{failure().message}</p>}</Show>
        </>
      }
      end={
        <Show when={props.open && can("undo", props.change)}>
          <Button size="small" aria-label={text.undoOf(formatMoment(props.change.createdAt))} onClick={props.onUndo}>
            {text.undo}
          </Button>
        </Show>
      }
    />
  );
}
