import { createSignal } from "solid-js";
import { type ContactKind, contactKinds } from "#core/domains/contact.state.ts";
import { refusedAt } from "#web/data/api.ts";
import type { DomainContact, NewContact } from "#web/data/domain-contacts.ts";
import { text } from "./holder-form.text.ts";

/** As it is typed: what is not there yet is empty. */
export interface TypedHolder {
  kind: ContactKind;
  organization: string;
  firstName: string;
  lastName: string;
  street: string;
  postalCode: string;
  city: string;
  country: string;
  email: string;
  phone: string;
}
export type HolderField = keyof TypedHolder;

const empty: TypedHolder = {
  ...{ kind: contactKinds[0], organization: "", firstName: "", lastName: "", street: "", postalCode: "", city: "" },
  ...{ country: "", email: "", phone: "" },
};

export const typedHolder = (contact: DomainContact): TypedHolder => {
  const { kind, organization, firstName, lastName, street, postalCode, city, country, email, phone } = contact;
  return {
    ...{ kind, organization: organization ?? "", firstName, lastName, street, postalCode, city, country, email },
    phone: phone.replace(".", " "),
  };
};

const phonePattern = /^\+\d{1,3}[\s.]?[\d\s()/-]{4,20}$/;

/** What has to be changed before the server is asked; undefined when nothing has. */
function problemOf(field: HolderField, { kind, ...typed }: TypedHolder): string | undefined {
  if (field === "kind" || (field === "organization" && kind === "person")) return undefined;
  const value = typed[field].trim();
  if (value === "") return text.missing[field];
  if (field === "email" && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value)) return text.missing.email;
  return field === "phone" && !phonePattern.test(value) ? text.missing.phone : undefined;
}

const fields = Object.keys(empty) as HolderField[];

/** Who is to hold a domain, while it is typed. */
export function createHolderForm(start: Partial<TypedHolder>, failure: () => Error | undefined) {
  const [typed, setTyped] = createSignal<TypedHolder>({ ...empty, ...start });
  const [tried, setTried] = createSignal(false);
  return {
    typed,
    type: (change: Partial<TypedHolder>) => setTyped((before) => ({ ...before, ...change })),
    problem: (field: HolderField): string | undefined =>
      (tried() ? problemOf(field, typed()) : undefined) ?? refusedAt(failure(), field),
    /** As the server takes it; undefined while something is missing, which the fields say from then on. */
    read(): NewContact | undefined {
      setTried(true);
      if (firstProblem(typed())) return undefined;
      const { kind, organization, ...rest } = typed();
      return { ...rest, kind, organization: kind === "organization" ? organization : null };
    },
    /** Said at its field. */
    isRefused: () => fields.some((field) => refusedAt(failure(), field) !== undefined),
  };
}
export type HolderForm = ReturnType<typeof createHolderForm>;

const firstProblem = (typed: TypedHolder) => fields.find((field) => problemOf(field, typed) !== undefined);
