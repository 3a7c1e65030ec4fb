import { For, Show } from "solid-js";
import type { DomainContact } from "#web/data/domain-contacts.ts";
import { HolderFields } from "#web/parts/holder-fields.tsx";
import { loading } from "#web/parts/loading.text.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { SelectField } from "#web/ui/select-field.tsx";
import { PropertiesSkeleton } from "#web/ui/skeleton.tsx";
import { needsOf } from "./ending-needs.ts";
import type { Holder } from "./holder.ts";
import { text } from "./holder-card.text.ts";

const wordsOf = ({ organization, firstName, lastName, city }: DomainContact) =>
  [organization, `${firstName} ${lastName}`, city].filter(Boolean).join(", ");

/** Who is to hold the names that were chosen. */
export function HolderCard(props: { holder: Holder; names: readonly string[] }) {
  const { holder } = props;
  return (
    <Card title={text.title}>
      <CardBody class="stack">
        <p class="second">{text.about}</p>
        <Loaded
          from={holder.ready}
          words={loading.words(text.failed)}
          skeleton={<PropertiesSkeleton label={text.loading} rows={3} />}
        >
          {() => (
            <>
              <Refusal of={holder.adding} hidden={holder.form().isRefused()} />
              <Show when={holder.items().length > 0}>
                <SelectField
                  label={text.choose}
                  options={[
                    ...holder.items().map((contact) => ({ value: contact.id, label: wordsOf(contact) })),
                    { value: holder.somebodyElse, label: text.else },
                  ]}
                  value={holder.choice()}
                  onChange={holder.choose}
                />
              </Show>
              <Show when={holder.known() === undefined}>
                <HolderFields form={holder.form()} onType={() => holder.adding.failure() && holder.adding.clear()} />
              </Show>
              <Show when={needsOf(props.names, holder.country()).length > 0}>
                <Notice tone="plain" title={text.needs}>
                  <For each={needsOf(props.names, holder.country())}>{(need) => <span class="block">{need}</span>}</For>
                </Notice>
              </Show>
            </>
          )}
        </Loaded>
      </CardBody>
    </Card>
  );
}
