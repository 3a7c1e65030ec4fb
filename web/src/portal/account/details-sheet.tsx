import { createSignal, For } from "solid-js";
import { type Account, type Contact, updateAccount } from "#web/data/account.ts";
import { ApiError, refusedAt } from "#web/data/api.ts";
import { createRequest } from "#web/data/request.ts";
import { CountryField } from "#web/parts/country-field.tsx";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Sheet } from "#web/ui/sheet.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text as texts } from "./account.text.ts";

const text = texts.details;
type Line = Exclude<keyof Contact, "country">;

/** In the order in which people write them; browsers know each by its name. */
const before: readonly [Line, string, number][] = [
  ["company", "organization", 120],
  ["person", "name", 80],
  ["street", "address-line1", 120],
  ["streetMore", "address-line2", 120],
  ["postalCode", "postal-code", 20],
  ["city", "address-level2", 80],
  ["region", "address-level1", 80],
];
const after: readonly [Line, string, number][] = [
  ["phone", "tel", 30],
  ["taxId", "off", 30],
  ["billingEmail", "email", 254],
];
const hints: Partial<Record<Line, string>> = { taxId: text.taxIdHint, billingEmail: text.billingEmailHint };
const types: Partial<Record<Line, string>> = { phone: "tel", billingEmail: "email" };

export function DetailsSheet(props: { account: Account; onClose: () => void }) {
  const [name, setName] = createSignal(props.account.name);
  const [contact, setContact] = createSignal<Contact>({ ...props.account.contact });
  const saving = createRequest(updateAccount);
  const refused = (path: string) => refusedAt(saving.failure(), path);
  const anyRefused = () => {
    const failure = saving.failure();
    return failure instanceof ApiError && failure.fields.length > 0;
  };
  const enter = (field: keyof Contact, value: string) => {
    if (saving.failure()) saving.clear();
    setContact({ ...contact(), [field]: value });
  };
  const submit = async () => {
    if (!(await saving.run(name().trim(), contact()))) return;
    toast(text.saved);
    props.onClose();
  };
  const lines = (which: typeof before) => (
    <For each={which}>
      {([field, autocomplete, max]) => (
        <TextField
          label={text[field]}
          name={field}
          type={types[field] ?? "text"}
          autocomplete={autocomplete}
          maxLength={max}
          hint={hints[field]}
          error={refused(`contact.${field}`)}
          value={contact()[field]}
          onInput={(event) => enter(field, event.currentTarget.value)}
        />
      )}
    </For>
  );
  return (
    <Sheet
      open
      title={text.title}
      closeLabel={text.close}
      onClose={props.onClose}
      onSubmit={() => void submit()}
      foot={
        <Button type="submit" tone="primary" size="large" wide busy={saving.pending()} waits={saving.waiting() > 0}>
          {text.save}
        </Button>
      }
    >
      <div class="stack">
        <Refusal of={saving} hidden={anyRefused()} />
        <TextField
          label={text.name}
          name="accountName"
          required
          maxLength={80}
          error={refused("name")}
          value={name()}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        {lines(before)}
        <CountryField
          label={text.country}
          none={text.noCountry}
          value={contact().country}
          error={refused("contact.country")}
          onChange={(value) => enter("country", value)}
        />
        {lines(after)}
      </div>
    </Sheet>
  );
}
