import { type JSX, Show } from "solid-js";
import { Icon, type IconName } from "./icon.tsx";
import type { Tone } from "./status.tsx";
import { Tile } from "./tile.tsx";

export function Rows(props: { tight?: boolean; children: JSX.Element }) {
  return <ul class={`rows${props.tight ? " rows-tight" : ""}`}>{props.children}</ul>;
}

/** A title, a second line, and what can be done about it at the end of the row. */
export function Row(props: {
  icon?: IconName;
  tone?: Tone;
  title: JSX.Element;
  /** The title is what the row is about, so it is a heading. */
  heading?: boolean;
  text?: JSX.Element;
  /** Below the text, such as what is folded in. */
  more?: JSX.Element;
  end?: JSX.Element;
  wrap?: boolean;
}) {
  return (
    <li class={`row${props.wrap ? " row-wrap" : ""}${props.more ? " row-top" : ""}`}>
      <Show when={props.icon}>{(icon) => <Tile icon={icon()} tone={props.tone ?? "plain"} />}</Show>
      <div class="row-text">
        <Show when={props.heading} fallback={<span>{props.title}</span>}>
          <h3>{props.title}</h3>
        </Show>
        <Show when={props.text}>
          <p>{props.text}</p>
        </Show>
        {props.more}
      </div>
      {props.end}
    </li>
  );
}

/** A whole row that is one button. */
export function RowAction(props: {
  icon: IconName;
  label: string;
  note?: string;
  danger?: boolean;
  onClick: () => void;
}) {
  return (
    <li class="row">
      <button type="button" class={`row-action${props.danger ? " danger" : ""}`} onClick={() => props.onClick()}>
        <Icon name={props.icon} />
        <span>{props.label}</span>
        <span class="note-text small third">{props.note}</span>
        <Icon name="right" size="small" />
      </button>
    </li>
  );
}
