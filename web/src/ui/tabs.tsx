import { A } from "@solidjs/router";
import { createEffect, For } from "solid-js";

export type Tab = { href: string; label: string; end?: boolean };

/** The pages of one thing, side by side; each has an address of its own. Where there is no room for all, they scroll. */
export function Tabs(props: { label: string; tabs: readonly Tab[]; current: string | undefined }) {
  let list: HTMLUListElement | undefined;
  createEffect(() => {
    if (props.current === undefined) return;
    const tab = list?.querySelector(".active");
    if (list && tab instanceof HTMLElement) list.scrollLeft = tab.offsetLeft - list.clientWidth / 2;
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
