import { For, Show } from "solid-js";
import type { Contact } from "#web/data/account.ts";
import { countryName } from "#web/lib/country.ts";
import { Properties } from "#web/ui/properties.tsx";
import { text } from "./contact-properties.text.ts";

/** Who stands behind an account, as it was entered; what is empty is left out. */
export function ContactProperties(props: { contact: Contact }) {
  const address = () => {
    const { street, streetMore, postalCode, city, region, country } = props.contact;
    const town = [postalCode, city].filter(Boolean).join(" ");
    return [street, streetMore, town, region, countryName(country)].filter(Boolean);
  };
  const items = () => [
    { name: text.company, value: props.contact.company || undefined },
    { name: text.person, value: props.contact.person || undefined },
    {
      name: text.address,
      value:
        address().length > 0 ? <For each={address()}>{(line) => <span class="block">{line}</span>}</For> : undefined,
    },
    { name: text.phone, value: props.contact.phone || undefined },
    { name: text.taxId, value: props.contact.taxId || undefined },
    { name: text.billingEmail, value: props.contact.billingEmail || undefined },
  ];
  const isEmpty = () => Object.values(props.contact).every((value) => value === "");
  return (
    <Show when={!isEmpty()} fallback={<p class="second">{text.none}</p>}>
      <Properties items={items()} />
    </Show>
  );
}
