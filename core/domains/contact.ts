import { asc, eq } from "drizzle-orm";
import { z } from "zod";
import { accountOf } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { command, providerCommand, query, type Scope } from "../kernel/operation.ts";
import "../kernel/ports.ts";
import { only } from "../kernel/rows.ts";
import { open, seal } from "../kernel/sealed.ts";
import { sealedAt } from "../kernel/sealed-column.ts";
import { Secret } from "../kernel/secret.ts";
import { domainContact } from "./contact.sql.ts";
import { contactKinds, contactsMax, verifications } from "./contact.state.ts";
import { mayManage } from "./domain.state.ts";
import { demandWholeAccount } from "./domain.ts";
import { withCountryNumber } from "./phone.state.ts";
import type { Holder, KnownContact } from "./ports.ts";

export type ContactRow = typeof domainContact.$inferSelect;

const line = (max: number, error: string) =>
  z
    .string()
    .trim()
    .regex(new RegExp(`^[^\\p{Cc}]{1,${max}}$`, "u"), { error });

/** What registries demand of whoever holds a name. */
const Address = z.object({
  street: line(200, "Enter street and number."),
  postalCode: line(20, "Enter the postal code."),
  city: line(100, "Enter the town."),
  country: z.string().regex(/^[A-Z]{2}$/, { error: "Choose the country." }),
  phone: z
    .string()
    .trim()
    .transform((typed) => typed.replaceAll(/[\s()/-]/g, ""))
    .pipe(z.string().regex(/^\+\d{1,3}\.?\d{4,14}$/, { error: "Enter the telephone number as +49.891234567." })),
});

const Given = z.object({
  kind: z.enum(contactKinds),
  firstName: line(100, "Enter the first name."),
  lastName: line(100, "Enter the last name."),
  organization: line(200, "Enter the organization.").nullable().default(null),
  email: z.email({ error: "Enter an email address." }).max(254),
  ...Address.shape,
});

export const DomainContact = z
  .object({
    id: Id("domainContact"),
    ...{ kind: z.enum(contactKinds), firstName: z.string(), lastName: z.string() },
    ...{ organization: z.string().nullable(), email: z.string() },
    ...{ street: z.string(), postalCode: z.string(), city: z.string(), country: z.string(), phone: z.string() },
    /** Whether the holder has shown the registry that they can be reached. */
    verification: z.enum(verifications),
    /** Their names stop working then, unless they answer the mail that asks for it; null: nothing is asked. */
    verifyBy: z.date().nullable(),
    /** When that mail was sent last. */
    verificationMailedAt: z.date().nullable(),
    changedAt: z.date(),
  })
  .meta({ id: "DomainContact" });
export type DomainContact = z.infer<typeof DomainContact>;
export const DomainContacts = z.object({ items: z.array(DomainContact) }).meta({ id: "DomainContacts" });

const addressOf = ({ id, accountId }: Pick<ContactRow, "id" | "accountId">) =>
  sealedAt(domainContact.address, id, { kind: "account", id: accountId });

const sealAddress = (
  { tx, ctx }: Scope,
  owner: Pick<ContactRow, "id" | "accountId">,
  address: z.output<typeof Address>,
) => seal(ctx.ports.keys.in(tx), addressOf(owner), new Secret(JSON.stringify(address)));

function parted(given: z.output<typeof Given>) {
  const { street, postalCode, city, country, phone, ...plain } = given;
  if (given.kind === "organization" && given.organization === null) {
    const message = "Enter the organization.";
    throw new DomainError("invalid", "contact.organization", message, { fields: [{ path: "organization", message }] });
  }
  return { plain, address: { street, postalCode, city, country, phone: withCountryNumber(phone) } };
}

/** As the registrar is told. */
export async function holderOf({ tx, ctx }: Scope, row: ContactRow): Promise<Holder> {
  const sealed = await open(ctx.ports.keys.in(tx), addressOf(row), row.address);
  const { kind, firstName, lastName, organization, email } = row;
  // Nobody but `sealAddress` writes it.
  const address = JSON.parse(sealed.reveal()) as z.output<typeof Address>;
  return { kind, firstName, lastName, organization, email, ...address };
}

export const shownContact = async (scope: Scope, row: ContactRow): Promise<DomainContact> => {
  const { id, verification, verifyBy, verificationMailedAt, changedAt } = row;
  return { ...{ id, verification, verifyBy, verificationMailedAt, changedAt }, ...(await holderOf(scope, row)) };
};

export const listContacts = query({
  name: "domain_contact.list",
  input: z.object({
    /** For staff, who see none without it; members see one account anyway. */
    accountId: Id("account").optional(),
  }),
  allow: mayManage,
  async run(scope, input): Promise<z.infer<typeof DomainContacts>> {
    const accountId = accountOf(scope.ctx.actor) ?? input.accountId;
    if (!accountId) return { items: [] };
    const rows = await scope.tx
      .select()
      .from(domainContact)
      .where(eq(domainContact.accountId, accountId))
      .orderBy(asc(domainContact.id))
      .limit(contactsMax);
    const items: DomainContact[] = [];
    for (const row of rows) items.push(await shownContact(scope, row));
    return { items };
  },
});

/** Somebody who may hold domains. The registrar is told with the first domain. */
export const addContact = command({
  name: "domain_contact.add",
  input: Given,
  allow: mayManage,
  async run(scope, given) {
    const { tx, ctx } = scope;
    const accountId = accountOf(ctx.actor);
    demandWholeAccount(ctx.actor);
    if (!accountId) throw new DomainError("conflict", "domain.no_account", "Add contacts for an account.");
    if ((await tx.$count(domainContact, eq(domainContact.accountId, accountId))) >= contactsMax)
      throw new DomainError("conflict", "contact.too_many", `There are ${contactsMax} contacts already.`);
    const { plain, address } = parted(given);
    const id = newId("domainContact");
    const row = only(
      await tx
        .insert(domainContact)
        .values({
          ...{ id, accountId, ...plain, address: await sealAddress(scope, { id, accountId }, address) },
          ...{ verification: "none", createdAt: ctx.now(), changedAt: ctx.now() },
        })
        .returning(),
    );
    return { value: await shownContact(scope, row), audit: { target: id, accountId }, events: [] };
  },
});

/** What is known of a holder changes, here and at the registrar. */
export const changeContact = providerCommand({
  name: "domain_contact.change",
  input: Given.extend({ contactId: Id("domainContact") }),
  allow: mayManage,
  async intend({ tx }, { contactId, ...given }) {
    const row = await findContact(tx, contactId);
    return { row, ...parted(given) };
  },
  perform: async ({ registrar }, { row, plain, address }) =>
    row.handle === null ? undefined : registrar.putContact({ ...plain, ...address }, row.handle, row.id),
  async settle(scope, { row, plain, address }, known) {
    const { tx, ctx } = scope;
    const after = only(
      await tx
        .update(domainContact)
        .set({
          ...{ ...plain, address: await sealAddress(scope, row, address), changedAt: ctx.now() },
          // Another address is to be confirmed anew.
          ...(known && { verification: known.verification, verificationLookAt: ctx.now() }),
        })
        .where(eq(domainContact.id, row.id))
        .returning(),
    );
    return { value: await shownContact(scope, after), audit: { target: row.id, accountId: row.accountId }, events: [] };
  },
});

export async function findContact(tx: Tx, id: Id<"domainContact">): Promise<ContactRow> {
  const [row] = await tx.select().from(domainContact).where(eq(domainContact.id, id));
  if (!row) throw notFound("contact");
  return row;
}

/** As the platform. */
export const rememberHandle = (tx: Tx, id: Id<"domainContact">, known: KnownContact) =>
  tx.update(domainContact).set(known).where(eq(domainContact.id, id));
