import { createUniqueId } from "solid-js";

export function SearchField(props: { label: string; value: string; onInput: (value: string) => void }) {
  const id = createUniqueId();
  return (
    <div class="search">
      <label class="unseen" for={id}>
        {props.label}
      </label>
      <input
        id={id}
        class="input"
        type="search"
        placeholder={props.label}
        autocomplete="off"
        spellcheck={false}
        value={props.value}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </div>
  );
}
