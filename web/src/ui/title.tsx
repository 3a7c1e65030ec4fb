import { createEffect } from "solid-js";

/** Names the document, and with it the tab, the history entry and what a screen reader says on arrival. */
export function Title(props: { children: string }) {
  createEffect(() => {
    document.title = `${props.children} · Rookery`;
  });
  return null;
}
