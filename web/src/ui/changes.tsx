import { For, type JSX } from "solid-js";

export type Changed = { name: string; before: string | null; after: string | null };

/** Before and after of each thing that changed; words that are heard and not seen say which is which. */
export function Changes(props: {
  items: readonly Changed[];
  words: { was: string; is: string; nothing: string };
}): JSX.Element {
  return (
    <ul class="changes">
      <For each={props.items}>
        {(item) => (
          <li>
            <span>{item.name}</span>
            {item.before !== null && (
              <del>
                <span class="unseen">{props.words.was} </span>
                <bdi>{item.before}</bdi>
              </del>
            )}
            {item.before !== null && <span aria-hidden="true">→</span>}
            <ins>
              <span class="unseen">{props.words.is} </span>
              <bdi>{item.after ?? props.words.nothing}</bdi>
            </ins>
          </li>
        )}
      </For>
    </ul>
  );
}
