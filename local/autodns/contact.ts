import { z } from "zod";
import { notThere, Refusal } from "./answer.ts";
import { nextNumber } from "./number.ts";
import { type Operation, operation, type Work } from "./operation.ts";
import type { Contact } from "./tables.ts";

const Given = z.strictObject({
  type: z.enum(["PERSON", "ORG", "ROLE"]),
  fname: z.string().min(1).max(100),
  lname: z.string().min(1).max(100),
  organization: z.string().max(200).optional(),
  address: z.array(z.string().min(1).max(200)).min(1).max(3),
  pcode: z.string().min(1).max(20),
  city: z.string().min(1).max(100),
  country: z.string().regex(/^[A-Z]{2}$/),
  phone: z.string().regex(/^\+\d{1,3}-\d{1,14}(-\d{0,6})?$/),
  email: z.email(),
  protection: z.enum(["SHOW_ALL", "SHOW_NONE"]).optional(),
});

const shown = ({ id, given, verification, created, updated }: Contact) => ({
  ...{ id: Number(id), ...given, verification, created, updated },
});

function found({ data }: Work, id: string): Contact {
  const contact = data.contacts.get(id);
  if (!contact) throw notThere("contact", id);
  return contact;
}

function demandWhole({ type, organization }: z.output<typeof Given>): void {
  if (type === "ORG" && !organization) throw new Refusal("E0301", "An organization has a name.");
}

export const contactOperations: readonly Operation[] = [
  operation("POST /contact", Given, (work, _path, given) => {
    demandWhole(given);
    const at = work.now.toISOString();
    const contact = work.data.contacts.put({
      ...{ id: String(nextNumber(work, "contact")), given, created: at, updated: at },
      // Whose address begins with this never answers the mail that asks for it.
      verification: given.email.startsWith("unverified") ? "PENDING" : "SUCCESS",
    });
    return { data: [shown(contact)], object: { type: "Contact", value: contact.id } };
  }),
  operation("GET /contact/{id}", undefined, (work, { id }) => ({ data: [shown(found(work, id))] })),
  operation("PUT /contact/{id}", Given.extend({ id: z.int().optional() }), (work, { id }, { id: _, ...given }) => {
    demandWhole(given);
    const changed = work.data.contacts.put({ ...found(work, id), given, updated: work.now.toISOString() });
    return { data: [shown(changed)], object: { type: "Contact", value: id } };
  }),
];
