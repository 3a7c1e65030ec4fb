import { createUniqueId, type JSX } from "solid-js";
import { Dialog } from "./dialog.tsx";
import { IconButton } from "./icon-button.tsx";

/** Comes from the side, on phones from below. `foot` holds the buttons; wrap both in `form` when it is one. */
export function Sheet(props: {
  open: boolean;
  title: string;
  closeLabel: string;
  foot?: JSX.Element;
  onClose: () => void;
  /** In place of closing when it is dismissed rather than finished, where that would lose something. */
  onDismiss?: () => void;
  onSubmit?: () => void;
  children: JSX.Element;
}) {
  const id = createUniqueId();
  return (
    <Dialog open={props.open} onClose={props.onClose} onDismiss={props.onDismiss} class="sheet" labelledBy={id}>
      <form
        class="contents"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          props.onSubmit?.();
        }}
      >
        <span class="sheet-grabber" aria-hidden="true" />
        <div class="sheet-head">
          <h2 id={id} class="pt-1">
            {props.title}
          </h2>
          <IconButton icon="close" label={props.closeLabel} onClick={() => (props.onDismiss ?? props.onClose)()} />
        </div>
        <div class="sheet-body">{props.children}</div>
        {props.foot && <div class="sheet-foot">{props.foot}</div>}
      </form>
    </Dialog>
  );
}
