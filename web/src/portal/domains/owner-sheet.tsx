import { createSignal, Show } from "solid-js";
import { addDomainContact, type DomainContact } from "#web/data/domain-contacts.ts";
import type { Domain } from "#web/data/domains.ts";
import { setOwner } from "#web/data/registrations.ts";
import { createRequest } from "#web/data/request.ts";
import { HolderFields } from "#web/parts/holder-fields.tsx";
import { createHolderForm } from "#web/parts/holder-form.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { SelectField } from "#web/ui/select-field.tsx";
import { Sheet } from "#web/ui/sheet.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text as texts } from "./contacts.text.ts";

const text = texts.owner;
const somebodyElse = "new";

const wordsOf = ({ organization, firstName, lastName, city }: DomainContact) =>
  [organization, `${firstName} ${lastName}`, city].filter(Boolean).join(", ");

/** Gives the domain to another holder: somebody who is known, or who is written down now. */
export function OwnerSheet(props: {
  domain: Domain;
  contacts: readonly DomainContact[];
  /** Staff write nobody down for a customer. */
  staff: boolean;
  onClose: () => void;
}) {
  const others = () => props.contacts.filter(({ id }) => id !== props.domain.ownerContactId);
  const [chosen, setChosen] = createSignal<string>();
  const choice = () => chosen() ?? others().at(-1)?.id ?? somebodyElse;
  const [agreed, setAgreed] = createSignal(false);
  const [tried, setTried] = createSignal(false);
  const adding = createRequest(addDomainContact);
  const giving = createRequest(setOwner);
  const form = createHolderForm({}, adding.failure);
  const isKnown = () => choice() !== somebodyElse;

  const contactId = async (): Promise<string | undefined> => {
    if (isKnown()) return choice();
    const wanted = form.read();
    const added = wanted && agreed() ? await adding.run(wanted) : undefined;
    // It is somebody who is known now, whatever becomes of the rest.
    if (added) setChosen(added.id);
    return added?.id;
  };
  const submit = async () => {
    setTried(true);
    const id = await contactId();
    if (id === undefined || !agreed() || !(await giving.run(props.domain.id, id))) return;
    toast(text.saved);
    props.onClose();
  };
  /** Endings of two letters are of countries. */
  const isGeneric = () => (props.domain.name.split(".").at(-1) ?? "").length > 2;
  return (
    <Sheet
      open
      title={text.title(props.domain.shown)}
      closeLabel={texts.close}
      onClose={props.onClose}
      onSubmit={() => void submit()}
      foot={
        <Show when={!props.staff || others().length > 0}>
          <Button
            type="submit"
            tone="primary"
            size="large"
            wide
            busy={adding.pending() || giving.pending()}
            waits={adding.waiting() + giving.waiting() > 0}
          >
            {text.save}
          </Button>
        </Show>
      }
    >
      <Show when={!props.staff || others().length > 0} fallback={<p class="second">{text.nobody}</p>}>
        <div class="stack">
          <Refusal of={adding} hidden={form.isRefused()} />
          <Refusal of={giving} />
          <Show when={others().length > 0}>
            <SelectField
              label={text.choose}
              options={[
                ...others().map((contact) => ({ value: contact.id, label: wordsOf(contact) })),
                ...(props.staff ? [] : [{ value: somebodyElse, label: text.else }]),
              ]}
              value={choice()}
              onChange={setChosen}
            />
          </Show>
          <Show when={!isKnown()}>
            <HolderFields form={form} onType={() => adding.failure() && adding.clear()} />
          </Show>
          <Notice tone="plain" title={text.means}>
            <span class="block">{isGeneric() ? text.generic : text.country}</span>
            <span class="block">{text.free}</span>
          </Notice>
          <div class="field">
            <label class="choice">
              <input
                type="checkbox"
                checked={agreed()}
                aria-invalid={tried() && !agreed() ? "true" : undefined}
                onChange={(event) => setAgreed(event.currentTarget.checked)}
              />
              <span>{text.agreed}</span>
            </label>
            <Show when={tried() && !agreed()}>
              <p class="field-error" role="alert">
                {text.notAgreed}
              </p>
            </Show>
          </div>
        </div>
      </Show>
    </Sheet>
  );
}
