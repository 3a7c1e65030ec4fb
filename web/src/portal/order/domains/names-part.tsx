import { Show } from "solid-js";
import { HolderCard } from "./holder-card.tsx";
import type { Names } from "./names.ts";
import { NamesCard } from "./names-card.tsx";

/** The names of an order, and who is to hold them. */
export function NamesPart(props: { names: Names; about: string; refusal: string | undefined }) {
  return (
    <>
      <NamesCard names={props.names} about={props.about} refusal={props.refusal} />
      <Show when={props.names.holder()} keyed>
        {(holder) => <HolderCard holder={holder} names={props.names.chosen().map(({ name }) => name)} />}
      </Show>
    </>
  );
}
