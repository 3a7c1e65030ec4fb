import { type JSX, Match, Switch } from "solid-js";
import type { Loadable } from "./loaded.tsx";
import { LineSkeleton } from "./skeleton.tsx";

/** The second line of a page head: grey until it is known, empty when it cannot be. */
export function PageLine<Value>(props: { from: Loadable<Value>; children: (value: () => Value) => JSX.Element }) {
  return (
    <Switch fallback={<LineSkeleton />}>
      <Match when={props.from.value() !== undefined}>{props.children(() => props.from.value() as Value)}</Match>
      <Match when={props.from.failure()}>{null}</Match>
    </Switch>
  );
}
