import { createSignal, Show } from "solid-js";
import { mayGiveAway, type TransferAnswer } from "#core/domains/domain.state.ts";
import type { Domain } from "#web/data/domains.ts";
import { answerTransferOut, type Registration } from "#web/data/registrations.ts";
import { createRequest } from "#web/data/request.ts";
import { formatDay, formatDeadline } from "#web/lib/time.ts";
import { createMay } from "#web/parts/may.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text } from "./transfer-out.text.ts";

type Asked = NonNullable<Registration["transferOut"]>;

/** Another registrar asks for the domain: it is let go, or kept, while that can be said. */
export function TransferOutNotice(props: { domain: Domain; asked: Asked }) {
  const may = createMay();
  const [asking, setAsking] = createSignal<TransferAnswer>("keep");
  const [open, setOpen] = createSignal(false);
  const answering = createRequest(answerTransferOut);
  const ask = (answer: TransferAnswer) => {
    setAsking(answer);
    setOpen(true);
  };
  const close = () => {
    setOpen(false);
    answering.clear();
  };
  const answer = async () => {
    if (!(await answering.run(props.domain.id, asking()))) return;
    toast(text[asking()].done);
    close();
  };
  const isOpen = () => props.asked.answer === null && may(mayGiveAway) === true;
  return (
    <>
      <Notice
        tone={props.asked.answer === "give" ? "run" : "warn"}
        title={text.title(props.asked.registrar)}
        actions={
          <Show when={isOpen()}>
            <Button size="small" onClick={() => ask("keep")}>
              {text.keep.act}
            </Button>
            <Button size="small" onClick={() => ask("give")}>
              {text.give.act}
            </Button>
          </Show>
        }
      >
        {wordsOf(props.asked)}
      </Notice>
      <ConfirmDialog
        open={open()}
        danger={asking() === "give"}
        title={text[asking()].title(props.domain.shown)}
        text={text[asking()].text}
        confirm={text[asking()].act}
        dismiss={text.dismiss}
        busy={answering.pending()}
        waits={answering.waiting() > 0}
        refusal={<Refusal of={answering} />}
        onConfirm={() => void answer()}
        onClose={close}
      />
    </>
  );
}

function wordsOf({ askedAt, answer, byItself }: Asked): string {
  if (answer !== null) return text.going;
  const asked = text.asked(formatDay(askedAt));
  return byItself ? `${asked} ${text.byItself[byItself.answer](formatDeadline(byItself.at))}` : `${asked} ${text.open}`;
}
