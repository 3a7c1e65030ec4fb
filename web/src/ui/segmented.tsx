import { createUniqueId, For } from "solid-js";
import type { Option } from "./select-field.tsx";

/** Two to six choices side by side; native radio buttons underneath. */
export function Segmented<Value extends string>(props: {
  label: string;
  options: readonly Option<Value>[];
  value: Value;
  small?: boolean;
  onChange: (value: Value) => void;
}) {
  const name = createUniqueId();
  return (
    <fieldset class={`segmented segmented-scroll${props.small ? " segmented-small" : ""}`}>
      <legend class="unseen">{props.label}</legend>
      <For each={props.options}>
        {(option) => (
          <label>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === props.value}
              onChange={() => props.onChange(option.value)}
            />
            {option.label}
          </label>
        )}
      </For>
    </fieldset>
  );
}
