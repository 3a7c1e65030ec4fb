import { query, revalidate } from "@solidjs/router";
import { call, type Input, type Output } from "./api.ts";

export type DomainContact = Output<"GET /domain-contacts">["items"][number];
export type NewContact = Input<"POST /domain-contacts">;

/** Who may hold domains; staff name the account that they mean. */
export const getDomainContacts = query(
  (accountId?: string) => call("GET /domain-contacts", accountId === undefined ? {} : { accountId }),
  "domain-contacts",
);

const settled = async (change: Promise<DomainContact>): Promise<DomainContact> => {
  const contact = await change;
  await revalidate(getDomainContacts.key);
  return contact;
};

export const addDomainContact = (idempotencyKey: string, contact: NewContact) =>
  settled(call("POST /domain-contacts", contact, { idempotencyKey }));

/** Has the registrar ask again for the address to be confirmed. */
export const resendVerification = (idempotencyKey: string, contactId: string) =>
  settled(call("POST /domain-contacts/{contactId}/verification", { contactId }, { idempotencyKey }));

/** The registrar is told of it, for every domain that they hold. */
export const changeDomainContact = (idempotencyKey: string, contactId: string, contact: NewContact) =>
  settled(call("POST /domain-contacts/{contactId}", { contactId, ...contact }, { idempotencyKey }));
