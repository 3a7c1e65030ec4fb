import { createSignal, Show } from "solid-js";
import { isOver } from "#core/billing/card.state.ts";
import { may as demands } from "#core/kernel/permissions.state.ts";
import { getSavedCard, removeSavedCard, type SavedCard } from "#web/data/cards.ts";
import { createRequest } from "#web/data/request.ts";
import { locale } from "#web/lib/dictionary.ts";
import { formatDay } from "#web/lib/time.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text } from "./saved-card.text.ts";

/** What renewals are charged to, what was agreed to with it, and the way to take that back. */
export function SavedCardCard() {
  const saved = createView(getSavedCard, () => []);
  return (
    <Card title={text.title}>
      <Loaded
        padded
        from={saved}
        words={loading.words(text.failed)}
        skeleton={<RowsSkeleton plain label={text.loading} rows={2} />}
      >
        {(value) => (
          <CardBody class="stack">
            <Show
              when={value().card}
              fallback={
                <div>
                  <p>{text.none}</p>
                  <p class="small second">{text.how}</p>
                </div>
              }
            >
              {(card) => <Saved card={card()} />}
            </Show>
          </CardBody>
        )}
      </Loaded>
    </Card>
  );
}

const monthOf = ({ expMonth, expYear }: SavedCard): string =>
  new Intl.DateTimeFormat(locale, { month: "2-digit", year: "numeric", timeZone: "UTC" }).format(
    Date.UTC(expYear, expMonth - 1, 1),
  );

function Saved(props: { card: SavedCard }) {
  const may = createMay();
  const [asking, setAsking] = createSignal(false);
  const removing = createRequest(removeSavedCard);
  const remove = async () => {
    if (!(await removing.run())) return;
    setAsking(false);
    toast(text.removed);
  };
  return (
    <>
      <div>
        <p>
          <b>{text.card(props.card.brand, props.card.last4)}</b>
        </p>
        <Show when={!isOver(props.card, new Date())}>
          <p class="small second">{text.until(monthOf(props.card))}</p>
        </Show>
      </div>
      <Show when={isOver(props.card, new Date())}>
        <Notice tone="warn">{text.over(monthOf(props.card))}</Notice>
      </Show>
      <div class="small second">
        <p>{text.agreed(formatDay(props.card.consentAt))}</p>
        <p>{text.words(props.card.consent)}</p>
      </div>
      <Show when={may(demands("order:pay"))}>
        <div>
          <Button onClick={() => setAsking(true)}>{text.remove}</Button>
        </div>
      </Show>
      <ConfirmDialog
        open={asking()}
        danger
        title={text.ask}
        text={text.lost}
        confirm={text.remove}
        dismiss={text.keep}
        busy={removing.pending()}
        refusal={<Refusal of={removing} />}
        waits={removing.waiting() > 0}
        onConfirm={() => void remove()}
        onClose={() => {
          setAsking(false);
          removing.clear();
        }}
      />
    </>
  );
}
