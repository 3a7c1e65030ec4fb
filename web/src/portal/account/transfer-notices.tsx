import { For, Show } from "solid-js";
import { answerTransfer, getTransfers, type Transfer } from "#web/data/people.ts";
import { createRequest } from "#web/data/request.ts";
import { formatDeadline } from "#web/lib/time.ts";
import { createView } from "#web/lib/view.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text as texts } from "./account.text.ts";

const text = texts.transfer;

/** What waits for an answer about who owns an account; nothing where nothing does. */
export function TransferNotices() {
  const transfers = createView(getTransfers, () => []);
  const answering = createRequest(answerTransfer);
  const answer = async ({ id }: Transfer, how: "accept" | "withdraw") => {
    if (await answering.run(id, how)) toast(how === "accept" ? text.accepted : text.declined);
  };
  return (
    <Show when={(transfers.value()?.items.length ?? 0) > 0}>
      <div class="stack">
        <Refusal of={answering} />
        <For each={transfers.value()?.items}>
          {(transfer) => (
            <Notice
              tone="warn"
              title={transfer.toMe ? text.toMe(transfer.accountName) : text.fromHere(transfer.to ?? text.somebody)}
              actions={
                <>
                  <Show when={transfer.toMe}>
                    <Button tone="primary" busy={answering.pending()} onClick={() => void answer(transfer, "accept")}>
                      {text.accept}
                    </Button>
                  </Show>
                  <Button busy={answering.pending()} onClick={() => void answer(transfer, "withdraw")}>
                    {transfer.toMe ? text.decline : text.takeBack}
                  </Button>
                </>
              }
            >
              {(transfer.toMe ? text.toMeText : text.fromHereText)(formatDeadline(transfer.expiresAt))}
            </Notice>
          )}
        </For>
      </div>
    </Show>
  );
}
