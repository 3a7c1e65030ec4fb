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

/** They have so long. */
const patienceMs = 15 * 86_400_000;

/** As it was sent: `Given` has been through. */
const emailOf = (work: Work, id: string): string => Given.parse(found(work, id).given).email;

function askedOf(work: Work, id: string): NonNullable<Contact["asked"]> {
  const { asked } = found(work, id);
  if (!asked) throw notThere("verification", id);
  return asked;
}

/** Who holds a name for the first time, and has not shown that they can be reached, is asked. */
export function askHolder(work: Work, id: string): boolean {
  const contact = found(work, id);
  if (contact.verification !== "PENDING" || contact.asked) return false;
  const at = work.now.toISOString();
  work.data.contacts.put({ ...contact, asked: { first: at, last: at, confirmed: null } });
  return true;
}

function verificationOf(work: Work, id: string) {
  const { first, last, confirmed } = askedOf(work, id);
  const deactivation = new Date(Date.parse(first) + patienceMs).toISOString();
  const held = work.data.domains.oldestFirst().filter(({ contacts }) => String(contacts.ownerc) === id);
  return {
    ...{ reference: `v-${id}`, messageSend: last, ...(confirmed && { confirmed }) },
    domains: held.map(({ id: name }) => ({ name, deactivation })),
  };
}

export const contactOperations: readonly Operation[] = [
  operation("POST /contact", Given, (work, _path, given) => {
    demandWhole(given);
    const at = work.now.toISOString();
    const contact = work.data.contacts.put({
      ...{ id: String(nextNumber(work, "contact")), given, created: at, updated: at },
      // Whose address begins with this never answers the mail that asks for it; `unverified-once` the second.
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
  operation("GET /contact/{id}/verification", undefined, (work, { id }) => ({ data: [verificationOf(work, id)] })),
  operation("PUT /contact/{id}/verification/_resendEmail", undefined, (work, { id }) => {
    const { verification } = found(work, id);
    if (verification !== "PENDING") throw new Refusal("E0302", `Nothing is asked of contact ${id}.`);
    const asked = askedOf(work, id);
    const at = work.now.toISOString();
    const answers = emailOf(work, id).startsWith("unverified-once");
    work.data.contacts.put({
      ...{ ...found(work, id), ...(answers && { verification: "SUCCESS" }) },
      asked: { ...asked, last: at, confirmed: answers ? at : null },
    });
    return { data: [verificationOf(work, id)] };
  }),
];
