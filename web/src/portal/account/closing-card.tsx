import { createSignal, Show } from "solid-js";
import { graceDays } from "#core/privacy/closing.state.ts";
import { type Closing, closeAccount, exportAccount, getClosing, reopenAccount } from "#web/data/privacy.ts";
import { createRequest } from "#web/data/request.ts";
import { download } from "#web/lib/download.ts";
import { formatDay } from "#web/lib/time.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text } from "./closing.text.ts";

/** What an owner may do with all that the account holds: take it along, and have it erased. */
export function ClosingCard() {
  const closing = createView(getClosing, () => []);
  return (
    <Card title={text.title}>
      <Loaded
        padded
        from={closing}
        words={loading.words(text.failed)}
        skeleton={<RowsSkeleton plain label={text.loading} rows={2} />}
      >
        {(value) => (
          <CardBody class="stack">
            <Export />
            <Show when={value().erasureDueAt} fallback={<Close value={value()} />}>
              {(dueAt) => <Reopen dueAt={dueAt()} />}
            </Show>
          </CardBody>
        )}
      </Loaded>
    </Card>
  );
}

function Export() {
  const saving = createRequest(exportAccount);
  const save = async () => {
    const file = await saving.run();
    if (file === undefined) return;
    download(text.file, "application/json", file);
    toast(text.exported);
  };
  return (
    <>
      <Refusal of={saving} />
      <div>
        <h3>{text.exportTitle}</h3>
        <p class="small second">{text.exportLine}</p>
      </div>
      <div>
        <Button icon="down" busy={saving.pending()} waits={saving.waiting() > 0} onClick={() => void save()}>
          {text.export}
        </Button>
      </div>
    </>
  );
}

function Close(props: { value: Closing }) {
  const closing = createRequest(closeAccount);
  const [asking, setAsking] = createSignal(false);
  const why = () => {
    const { openServices, openOrders } = props.value;
    if (openServices > 0) return text.services(openServices);
    return openOrders > 0 ? text.orders(openOrders) : undefined;
  };
  const until = () => formatDay(new Date(Date.now() + graceDays * 86_400_000).toISOString());
  const close = async () => {
    const closed = await closing.run();
    if (!closed) return;
    setAsking(false);
    if (closed.erasureDueAt) toast(text.closed(formatDay(closed.erasureDueAt)));
  };
  return (
    <>
      <div>
        <h3>{text.closeTitle}</h3>
        <p class="small second">{text.closeLine}</p>
        <Show when={why()}>{(reason) => <p class="small">{reason()}</p>}</Show>
      </div>
      <div>
        <Button tone="danger" disabled={why() !== undefined} onClick={() => setAsking(true)}>
          {text.close}
        </Button>
      </div>
      <ConfirmDialog
        open={asking()}
        title={text.askTitle}
        text={text.askText(until())}
        confirm={text.close}
        dismiss={text.keep}
        danger
        busy={closing.pending()}
        refusal={<Refusal of={closing} />}
        waits={closing.waiting() > 0}
        onConfirm={() => void close()}
        onClose={() => {
          setAsking(false);
          closing.clear();
        }}
      />
    </>
  );
}

function Reopen(props: { dueAt: string }) {
  const reopening = createRequest(reopenAccount);
  const reopen = async () => {
    if (await reopening.run()) toast(text.reopened);
  };
  return (
    <>
      <Refusal of={reopening} />
      <Notice
        tone="warn"
        title={text.closedTitle(formatDay(props.dueAt))}
        actions={
          <Button busy={reopening.pending()} waits={reopening.waiting() > 0} onClick={() => void reopen()}>
            {text.reopen}
          </Button>
        }
      >
        {text.closedLine}
      </Notice>
    </>
  );
}
