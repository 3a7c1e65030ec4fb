import { createMemo, createSignal, For, Show } from "solid-js";
import { can, mayManage } from "#core/domains/domain.state.ts";
import { changeDomainContact, type DomainContact, getDomainContacts } from "#web/data/domain-contacts.ts";
import { createRequest } from "#web/data/request.ts";
import { countryName } from "#web/lib/country.ts";
import { createView } from "#web/lib/view.ts";
import { HolderFields } from "#web/parts/holder-fields.tsx";
import { text as words } from "#web/parts/holder-form.text.ts";
import { createHolderForm, typedHolder } from "#web/parts/holder-form.ts";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { Moment } from "#web/parts/moment.tsx";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Properties } from "#web/ui/properties.tsx";
import { Sheet } from "#web/ui/sheet.tsx";
import { PropertiesSkeleton } from "#web/ui/skeleton.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text } from "./contacts.text.ts";
import { JobNotice } from "./job-notice.tsx";
import { OwnerSheet } from "./owner-sheet.tsx";
import type { PaneProps } from "./panes.ts";
import { createRegistration } from "./registration.ts";
import { VerificationNotice } from "./verification-notice.tsx";

/** Who holds the domain, as the registry knows it. */
export default function ContactsPane(props: PaneProps) {
  const may = createMay();
  const contacts = createView(getDomainContacts, () => (props.staff ? [props.domain.accountId] : []));
  const [changing, setChanging] = createSignal<DomainContact>();
  const [giving, setGiving] = createSignal(false);
  const registration = createRegistration(() => props.domain.id);
  const ownerJob = () => {
    const job = registration.value()?.job;
    return job?.what === "owner" || job?.what === "contacts" ? job : undefined;
  };
  const holder = createMemo(() => contacts.value()?.items.find(({ id }) => id === props.domain.ownerContactId));
  return (
    <div class="stack">
      <Show when={ownerJob()}>{(job) => <JobNotice job={job()} staff={props.staff} />}</Show>
      <Show when={holder()}>{(contact) => <VerificationNotice contact={contact()} />}</Show>
      <Card
        title={text.title}
        aside={
          <Show when={may(mayManage)}>
            <div class="page-actions">
              <Show when={holder()}>
                {(contact) => (
                  <Button size="small" onClick={() => setChanging(contact())}>
                    {text.change}
                  </Button>
                )}
              </Show>
              <Show when={contacts.value() && can("change", props.domain)}>
                <Button size="small" onClick={() => setGiving(true)}>
                  {text.owner.change}
                </Button>
              </Show>
            </div>
          </Show>
        }
      >
        <CardBody>
          <p class="second">{text.about}</p>
        </CardBody>
        <Loaded
          padded
          from={contacts}
          words={loading.words(text.failed)}
          skeleton={<PropertiesSkeleton label={text.loading} rows={5} />}
        >
          {() => (
            <Show
              when={holder()}
              fallback={
                <CardBody>
                  <p class="second">{text.none}</p>
                </CardBody>
              }
            >
              {(contact) => <HolderProperties contact={contact()} />}
            </Show>
          )}
        </Loaded>
      </Card>
      <Show when={changing()}>
        {(contact) => <HolderSheet contact={contact()} onClose={() => setChanging(undefined)} />}
      </Show>
      <Show when={giving() && contacts.value()}>
        {(known) => (
          <OwnerSheet
            domain={props.domain}
            contacts={known().items}
            staff={props.staff}
            onClose={() => setGiving(false)}
          />
        )}
      </Show>
    </div>
  );
}

function HolderProperties(props: { contact: DomainContact }) {
  const address = () => {
    const { street, postalCode, city, country } = props.contact;
    return [street, `${postalCode} ${city}`, countryName(country)];
  };
  return (
    <Properties
      items={[
        { name: words.organization, value: props.contact.organization ?? undefined },
        { name: words.name, value: `${props.contact.firstName} ${props.contact.lastName}` },
        { name: words.address, value: <For each={address()}>{(line) => <span class="block">{line}</span>}</For> },
        { name: words.email, value: props.contact.email },
        { name: words.phone, value: props.contact.phone.replace(".", " ") },
        { name: words.verification, value: words.verifications[props.contact.verification] },
        { name: text.changed, value: <Moment at={props.contact.changedAt} /> },
      ]}
    />
  );
}

function HolderSheet(props: { contact: DomainContact; onClose: () => void }) {
  const saving = createRequest(changeDomainContact);
  const form = createHolderForm(typedHolder(props.contact), saving.failure);
  const submit = async () => {
    const wanted = form.read();
    if (!wanted || !(await saving.run(props.contact.id, wanted))) return;
    toast(text.sheet.saved);
    props.onClose();
  };
  return (
    <Sheet
      open
      title={text.sheet.title}
      closeLabel={text.close}
      onClose={props.onClose}
      onSubmit={() => void submit()}
      foot={
        <Button type="submit" tone="primary" size="large" wide busy={saving.pending()} waits={saving.waiting() > 0}>
          {text.sheet.save}
        </Button>
      }
    >
      <div class="stack">
        <p class="second">{text.sheet.about}</p>
        <Refusal of={saving} hidden={form.isRefused()} />
        <HolderFields form={form} onType={() => saving.failure() && saving.clear()} />
      </div>
    </Sheet>
  );
}
