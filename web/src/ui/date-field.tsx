import { createUniqueId } from "solid-js";

/** A day, as the browser lets it be picked: "2026-11-22", or "" for none. */
export function DateField(props: { label: string; value: string; max?: string; onChange: (value: string) => void }) {
  const id = createUniqueId();
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {props.label}
      </label>
      <input
        id={id}
        class="input"
        type="date"
        value={props.value}
        max={props.max}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      />
    </div>
  );
}
