import { createUniqueId, For, Show } from "solid-js";

export type Option<Value extends string> = { value: Value; label: string };

export function SelectField<Value extends string>(props: {
  label: string;
  labelHidden?: boolean;
  name?: string;
  options: readonly Option<Value>[];
  value: Value;
  error?: string | undefined;
  onChange: (value: Value) => void;
}) {
  const id = createUniqueId();
  return (
    <div class="field">
      <label class={props.labelHidden ? "unseen" : "field-label"} for={id}>
        {props.label}
      </label>
      <select
        id={id}
        class="input"
        name={props.name}
        value={props.value}
        aria-invalid={props.error ? "true" : undefined}
        aria-describedby={props.error ? `${id}-error` : undefined}
        onChange={(event) => props.onChange(event.currentTarget.value as Value)}
      >
        <For each={props.options}>
          {(option) => (
            <option value={option.value} selected={option.value === props.value}>
              {option.label}
            </option>
          )}
        </For>
      </select>
      <Show when={props.error}>
        <p class="field-error" id={`${id}-error`}>
          {props.error}
        </p>
      </Show>
    </div>
  );
}
