import { Show } from "solid-js";
import { SaveCardChoice } from "#web/parts/save-card-choice.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { HolderCard } from "./holder-card.tsx";
import { text } from "./names.text.ts";
import type { Names } from "./names.ts";
import { NamesCard } from "./names-card.tsx";

/** The names of an order, who is to hold them, and where nobody else asks for it, what is to pay their renewals. */
export function NamesPart(props: { names: Names; about: string; refusal: string | undefined; asksForCard?: boolean }) {
  return (
    <>
      <NamesCard names={props.names} about={props.about} refusal={props.refusal} />
      <Show when={props.names.holder()} keyed>
        {(holder) => (
          <>
            <HolderCard holder={holder} names={props.names.chosen().map(({ name }) => name)} />
            <Show when={props.asksForCard}>
              <Card title={text.renewals}>
                <CardBody>
                  <SaveCardChoice chosen={holder.savesCard()} onChoose={holder.setSavesCard} />
                </CardBody>
              </Card>
            </Show>
          </>
        )}
      </Show>
    </>
  );
}
