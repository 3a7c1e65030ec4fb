import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    company: "Company",
    person: "Contact person",
    address: "Address",
    phone: "Phone",
    taxId: "Tax id",
    billingEmail: "Email for bills",
    none: "Nothing was entered yet.",
  },
  de: {
    company: "Firma",
    person: "Kontaktperson",
    address: "Adresse",
    phone: "Telefon",
    taxId: "Steuernummer",
    billingEmail: "E-Mail für Rechnungen",
    none: "Noch nichts eingetragen.",
  },
});
