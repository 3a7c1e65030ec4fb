import { Show } from "solid-js";
import { type ContactKind, contactKinds } from "#core/domains/contact.state.ts";
import { Segmented } from "#web/ui/segmented.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { CountryField } from "./country-field.tsx";
import { text } from "./holder-form.text.ts";
import type { HolderField, HolderForm } from "./holder-form.ts";

/** What registries want to know of whoever holds a domain. */
export function HolderFields(props: { form: HolderForm; onType: () => void }) {
  const { form } = props;
  const enter = (field: HolderField, value: string) => {
    props.onType();
    form.type({ [field]: value });
  };
  const line = (
    field: Exclude<HolderField, "kind" | "country">,
    more: { autocomplete: string; max: number; type?: string; hint?: string },
  ) => (
    <TextField
      label={text[field]}
      name={field}
      required
      type={more.type ?? "text"}
      autocomplete={more.autocomplete}
      maxLength={more.max}
      hint={more.hint}
      error={form.problem(field)}
      value={form.typed()[field]}
      onInput={(event) => enter(field, event.currentTarget.value)}
    />
  );
  return (
    <div class="fields">
      <div class="wide">
        <Segmented<ContactKind>
          label={text.kind}
          options={contactKinds.map((value) => ({ value, label: text.kinds[value] }))}
          value={form.typed().kind}
          onChange={(kind) => form.type({ kind })}
        />
      </div>
      <Show when={form.typed().kind === "organization"}>
        <div class="wide">{line("organization", { autocomplete: "organization", max: 200 })}</div>
      </Show>
      {line("firstName", { autocomplete: "given-name", max: 100 })}
      {line("lastName", { autocomplete: "family-name", max: 100 })}
      <div class="wide">{line("street", { autocomplete: "street-address", max: 200 })}</div>
      {line("postalCode", { autocomplete: "postal-code", max: 20 })}
      {line("city", { autocomplete: "address-level2", max: 100 })}
      <div class="wide">
        <CountryField
          label={text.country}
          none={text.noCountry}
          value={form.typed().country}
          error={form.problem("country")}
          onChange={(country) => enter("country", country)}
        />
      </div>
      {line("email", { autocomplete: "email", max: 254, type: "email", hint: text.emailHint })}
      {line("phone", { autocomplete: "tel", max: 30, type: "tel", hint: text.phoneHint })}
    </div>
  );
}
