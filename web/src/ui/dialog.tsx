import { createEffect, createSignal, createUniqueId, type JSX, onCleanup, Show } from "solid-js";
import { Button } from "./button.tsx";
import { TextField } from "./text-field.tsx";

/** The browser's own dialog: it traps focus, closes with Esc and gives focus back. */
export function Dialog(props: {
  open: boolean;
  onClose: () => void;
  /** In place of closing when somebody presses Esc or clicks beside it, where that would lose something. */
  onDismiss?: (() => void) | undefined;
  class?: string;
  urgent?: boolean;
  labelledBy: string;
  describedBy?: string;
  children: JSX.Element;
}) {
  let dialog: HTMLDialogElement | undefined;
  createEffect(() => {
    if (props.open && !dialog?.open) dialog?.showModal();
    else if (!props.open && dialog?.open) dialog.close();
  });
  onCleanup(() => dialog?.close());
  return (
    <dialog
      ref={(element) => {
        dialog = element;
      }}
      class={props.class ?? "dialog"}
      role={props.urgent ? "alertdialog" : undefined}
      aria-labelledby={props.labelledBy}
      aria-describedby={props.describedBy}
      // Told a moment after it closed, when it may stand open again.
      onClose={() => !dialog?.open && props.onClose()}
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        (props.onDismiss ?? props.onClose)();
      }}
      onClick={(event) => event.target === event.currentTarget && (props.onDismiss ?? props.onClose)()}
      onKeyDown={(event) => {
        event.stopPropagation();
        // Prevented here, because browsers let a cancelled close through the second time.
        if (event.key !== "Escape" || !props.onDismiss) return;
        event.preventDefault();
        props.onDismiss();
      }}
    >
      <Show when={props.open}>{props.children}</Show>
    </dialog>
  );
}

/**
 * Asks before something is lost: says what goes, what stays, and names the act on the button.
 * With `typed`, the act stays shut until the name has been typed; only for what cannot be undone.
 */
export function ConfirmDialog(props: {
  open: boolean;
  title: string;
  text: JSX.Element;
  confirm: string;
  dismiss: string;
  danger?: boolean;
  typed?: { name: string; label: string };
  busy?: boolean;
  /** Not yet: pressing does nothing. */
  waits?: boolean;
  /** Not as things are: `text` says why. */
  impossible?: boolean;
  /** What went wrong. */
  refusal?: JSX.Element;
  children?: JSX.Element;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const id = createUniqueId();
  const [typed, setTyped] = createSignal("");
  const shut = () => props.impossible === true || (props.typed !== undefined && typed().trim() !== props.typed.name);
  createEffect(() => props.open || setTyped(""));
  return (
    <Dialog open={props.open} onClose={props.onClose} urgent labelledBy={id} describedBy={`${id}-text`}>
      <form
        class="contents"
        onSubmit={(event) => {
          event.preventDefault();
          if (!shut() && !props.busy && !props.waits) props.onConfirm();
        }}
      >
        <div class="dialog-text">
          <h2 id={id}>{props.title}</h2>
          <div id={`${id}-text`}>{props.text}</div>
        </div>
        {props.refusal}
        {props.children}
        <Show when={props.typed}>
          {(asked) => (
            <TextField
              label={asked().label}
              autocomplete="off"
              value={typed()}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          )}
        </Show>
        <div class="dialog-actions">
          <Button onClick={() => props.onClose()}>{props.dismiss}</Button>
          <Button
            type="submit"
            tone={props.danger ? "danger" : "primary"}
            disabled={shut()}
            busy={props.busy}
            waits={props.waits}
          >
            {props.confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
