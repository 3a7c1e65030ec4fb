import { createSignal, createUniqueId, Show } from "solid-js";
import "./styles/file-drop.css";

/** A surface to drop a file on, or to press and choose one. `error` says why the one that was chosen cannot be taken. */
export function FileDrop(props: {
  label: string;
  hint: string;
  accept: string;
  /** Several at once, each told by itself. */
  multiple?: boolean;
  error?: string | undefined;
  onFile: (file: File) => void;
}) {
  const id = createUniqueId();
  const [over, setOver] = createSignal(false);
  const take = (files: FileList | null | undefined) => {
    for (const file of [...(files ?? [])].slice(0, props.multiple ? undefined : 1)) props.onFile(file);
  };
  return (
    <div class="field">
      <label
        class={`file-drop${over() ? " file-drop-over" : ""}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer?.files);
        }}
      >
        <input
          type="file"
          accept={props.accept}
          multiple={props.multiple}
          aria-invalid={props.error ? "true" : undefined}
          aria-describedby={props.error ? `${id}-error` : undefined}
          onChange={(event) => {
            take(event.currentTarget.files);
            // The same file may be chosen again.
            event.currentTarget.value = "";
          }}
        />
        <span>{props.label}</span>
        <span class="small second">{props.hint}</span>
      </label>
      <Show when={props.error}>
        <p class="field-error" id={`${id}-error`} role="alert">
          {props.error}
        </p>
      </Show>
    </div>
  );
}
