import { createUniqueId } from "solid-js";

/** A day, as the browser lets it be picked: "2026-11-22", or with `time` "2026-11-22T09:30"; "" for none. */
export function DateField(props: {
  label: string;
  value: string;
  max?: string;
  time?: boolean;
  onChange: (value: string) => void;
}) {
  const id = createUniqueId();
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {props.label}
      </label>
      <input
        id={id}
        class="input"
        type={props.time ? "datetime-local" : "date"}
        step={props.time ? 1 : undefined}
        value={props.value}
        max={props.max}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      />
    </div>
  );
}
