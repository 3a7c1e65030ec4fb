import { type JSX, Show } from "solid-js";
import type { Tone } from "./status.tsx";

export function Feed(props: { children: JSX.Element }) {
  return <ul class="feed">{props.children}</ul>;
}

export function FeedItem(props: {
  tone: Tone;
  title: JSX.Element;
  text?: JSX.Element;
  time: JSX.Element;
  children?: JSX.Element;
}) {
  return (
    <li class={props.tone === "plain" ? undefined : `feed-${props.tone}`}>
      <div>
        {props.title}
        <Show when={props.text}>
          <span class="feed-second">{props.text}</span>
        </Show>
        {props.children}
      </div>
      {props.time}
    </li>
  );
}
