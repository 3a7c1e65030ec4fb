import { For, type JSX, Show } from "solid-js";

export type Property = { name: string; value: JSX.Element | undefined; mono?: boolean };

/** Names and values; a property without a value is left out. */
export function Properties(props: { items: readonly Property[] }) {
  return (
    <dl class="properties">
      <For each={props.items}>
        {(item) => (
          <Show when={item.value !== undefined && item.value !== null}>
            <div>
              <dt>{item.name}</dt>
              <dd class={item.mono ? "mono" : undefined}>{item.value}</dd>
            </div>
          </Show>
        )}
      </For>
    </dl>
  );
}
