import { createSignal } from "solid-js";
import { type DeadMessage, type Redrive, type Redriven, redrive } from "#web/data/dashboard.ts";
import { createRequest } from "#web/data/request.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { titleOf } from "./dead-messages.tsx";
import { nameOf, text as texts } from "./queues.text.ts";

const text = texts.detail;
const reasonMin = 3;
const reasonMax = 300;

/** What is to be done: to one message, or to all when none is named. */
export interface Asked {
  act: Redrive;
  message?: DeadMessage;
}

export function RedriveDialog(props: {
  asked: Asked;
  queue: string;
  dead: number;
  onDone: (act: Redrive, result: Redriven) => void;
  onClose: () => void;
}) {
  const [reason, setReason] = createSignal("");
  const [missing, setMissing] = createSignal(false);
  const request = createRequest(redrive);
  const words = () => wordsOf(props.asked, props.queue, props.dead);
  const confirm = async () => {
    const why = reason().trim();
    setMissing(why.length < reasonMin);
    if (missing()) return;
    const { act, message } = props.asked;
    const wanted = { queue: props.queue, reason: why, ...(message && { messageIds: [message.id] }) };
    const result = await request.run(act, wanted);
    if (result) props.onDone(act, result);
  };
  return (
    <ConfirmDialog
      open
      danger={props.asked.act === "discard"}
      title={words().title}
      text={words().text}
      confirm={words().confirm}
      dismiss={props.asked.message ? text.dismiss : text.dismissAll}
      {...(props.asked.act === "discard" && !props.asked.message
        ? { typed: { name: props.queue, label: text.discardAllOf.typed(props.queue) } }
        : {})}
      busy={request.pending()}
      refusal={<Refusal of={request} />}
      waits={request.waiting() > 0}
      onConfirm={() => void confirm()}
      onClose={props.onClose}
    >
      <TextField
        label={text.reason}
        hint={text.reasonHint}
        error={missing() ? text.reasonMissing : undefined}
        autocomplete="off"
        maxlength={reasonMax}
        value={reason()}
        onInput={(event) => {
          setReason(event.currentTarget.value);
          if (missing()) setMissing(event.currentTarget.value.trim().length < reasonMin);
        }}
      />
    </ConfirmDialog>
  );
}

function wordsOf({ act, message }: Asked, queue: string, dead: number) {
  const name = nameOf(queue);
  if (act === "send-back") {
    return message
      ? { title: text.sendBackOne.title, text: text.sendBackOne.text(titleOf(message), name), confirm: text.sendBack }
      : { title: text.sendBackAll.title(dead), text: text.sendBackAll.text(name), confirm: text.sendAllBack };
  }
  if (!message) {
    return { title: text.discardAllOf.title(dead), text: text.discardAllOf.text, confirm: text.discardAll };
  }
  const { text: lost, textDone } = text.discardOne;
  const explained = message.about?.done ? textDone(titleOf(message)) : lost(titleOf(message));
  return { title: text.discardOne.title, text: explained, confirm: text.discard };
}
