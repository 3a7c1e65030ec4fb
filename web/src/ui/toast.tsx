import { createSignal, For, onCleanup, onMount, Show } from "solid-js";
import { Button } from "./button.tsx";
import { IconButton } from "./icon-button.tsx";

type Toast = { id: number; text: string; undo?: { label: string; run: () => void } };

const [toasts, setToasts] = createSignal<readonly Toast[]>([]);
let lastId = 0;

/** Tells the result of something that is out of view. Never the only carrier of an error. */
export function toast(text: string, undo?: { label: string; run: () => void }): void {
  lastId += 1;
  const entry: Toast = { id: lastId, text, ...(undo ? { undo } : {}) };
  setToasts((current) => [...current.slice(-2), entry]);
}

function dismiss(id: number): void {
  setToasts((current) => current.filter((entry) => entry.id !== id));
}

/** Where toasts appear. Once per document. */
export function Toasts(props: { dismissLabel: string }) {
  return (
    <div class="toasts" role="status">
      <For each={toasts()}>{(entry) => <ToastPill toast={entry} dismissLabel={props.dismissLabel} />}</For>
    </div>
  );
}

const shownForMs = 7000;

function ToastPill(props: { toast: Toast; dismissLabel: string }) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const start = () => {
    clearTimeout(timer);
    timer = setTimeout(() => dismiss(props.toast.id), shownForMs);
  };
  const pause = () => clearTimeout(timer);
  onMount(start);
  onCleanup(pause);
  return (
    <div class="toast" onPointerEnter={pause} onPointerLeave={start} onFocusIn={pause} onFocusOut={start}>
      <span>{props.toast.text}</span>
      <span class="flex">
        <Show when={props.toast.undo}>
          {(undo) => (
            <Button
              size="small"
              onClick={() => {
                undo().run();
                dismiss(props.toast.id);
              }}
            >
              {undo().label}
            </Button>
          )}
        </Show>
        <IconButton icon="close" label={props.dismissLabel} onClick={() => dismiss(props.toast.id)} />
      </span>
    </div>
  );
}
