import { type JSX, Show } from "solid-js";
import type { Requested } from "#web/data/request.ts";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text } from "./catalogue.text.ts";

/** Asks before what is sold changes, and says why when it did not. */
export function Asking(props: {
  title: string;
  text: JSX.Element;
  confirm: string;
  done: string;
  danger?: boolean;
  request: Pick<Requested<[], unknown>, "run" | "pending" | "failure">;
  onClose: () => void;
}) {
  const confirm = async () => {
    if ((await props.request.run()) === undefined) return;
    toast(props.done);
    props.onClose();
  };
  return (
    <ConfirmDialog
      open
      danger={props.danger ?? false}
      title={props.title}
      text={props.text}
      confirm={props.confirm}
      dismiss={text.dismiss}
      busy={props.request.pending()}
      onConfirm={() => void confirm()}
      onClose={props.onClose}
    >
      <Show when={props.request.failure()}>
        {(failure) => (
          <Notice tone="bad" urgent>
            {failure().message}
          </Notice>
        )}
      </Show>
    </ConfirmDialog>
  );
}
