import { A } from "@solidjs/router";
import { createEffect, For, onCleanup } from "solid-js";

export type Tab = { href: string; label: string; end?: boolean };

/** The pages of one thing, side by side; each has an address of its own. Where there is no room for all, they scroll. */
export function Tabs(props: { label: string; tabs: readonly Tab[]; current: string | undefined }) {
  let list: HTMLUListElement | undefined;
  const show = () => {
    const tab = list?.querySelector(".active");
    if (list && tab instanceof HTMLElement) list.scrollLeft = tab.offsetLeft - list.clientWidth / 2;
  };
  createEffect(() => {
    if (props.current !== undefined) show();
  });
  createEffect(() => {
    if (!list) return;
    // What had room for all may have none any more, as where a phone is turned.
    const sizes = new ResizeObserver(show);
    sizes.observe(list);
    onCleanup(() => sizes.disconnect());
  });
  return (
    <nav class="tabs" aria-label={props.label}>
      <ul ref={list}>
        <For each={props.tabs}>
          {(tab) => (
            <li>
              <A href={tab.href} end={tab.end ?? false}>
                {tab.label}
              </A>
            </li>
          )}
        </For>
      </ul>
    </nav>
  );
}
