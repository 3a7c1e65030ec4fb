// biome-ignore-all lint/a11y/noRedundantRoles: on phones the rows are grids, and a grid loses its table meaning in some browsers
import { For, type JSX } from "solid-js";

export type Column<Item> = {
  head: string;
  cell: (item: Item) => JSX.Element;
  /**
   * `wide`: a whole line of a phone card. `amount`: a figure, aligned right. `actions`: buttons, no visible heading.
   * `lead` twice and `trail`, a figure, share the first line of a phone card, where they need no label.
   */
  kind?: "wide" | "amount" | "actions" | "lead" | "trail";
};

/** A table that becomes a list of cards when its card is narrow. */
export function Table<Item>(props: { label: string; columns: readonly Column<Item>[]; items: readonly Item[] }) {
  return (
    <table class="table" role="table" aria-label={props.label}>
      <thead role="rowgroup">
        <tr role="row">
          <For each={props.columns}>
            {(column) => (
              <th role="columnheader" scope="col" class={column.kind}>
                {column.kind === "actions" ? <span class="unseen">{column.head}</span> : column.head}
              </th>
            )}
          </For>
        </tr>
      </thead>
      <tbody role="rowgroup">
        <For each={props.items}>
          {(item) => (
            <tr role="row">
              <For each={props.columns}>
                {(column) => (
                  <td
                    role="cell"
                    class={column.kind}
                    data-label={column.kind === undefined || column.kind === "amount" ? column.head : undefined}
                  >
                    {column.cell(item)}
                  </td>
                )}
              </For>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}

/** Name over detail, with an optional picture: the first cell of most rows. */
export function TitleCell(props: { tile?: JSX.Element; first: JSX.Element; second?: JSX.Element }) {
  return (
    <span class="cell-title">
      {props.tile}
      <span>
        <span class="cell-first two-lines">{props.first}</span>
        <span class="cell-second">{props.second}</span>
      </span>
    </span>
  );
}
