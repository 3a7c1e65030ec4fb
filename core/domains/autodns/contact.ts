import { z } from "zod";
import type { Holder, KnownContact } from "../ports.ts";
import { type Autodns, segment } from "./client.ts";

const Contact = z.object({ id: z.number(), verification: z.string().nullish() });

const verifications = { PENDING: "pending", SUCCESS: "verified", FAILED: "failed" } as const;

const shown = ({ id, verification }: z.output<typeof Contact>): KnownContact => ({
  handle: id,
  verification: verifications[verification as keyof typeof verifications] ?? ("none" as const),
});

const bodyOf = ({ kind, organization, firstName, lastName, street, postalCode, phone, ...rest }: Holder) => ({
  type: kind === "organization" ? "ORG" : "PERSON",
  fname: firstName,
  lname: lastName,
  ...(organization !== null && { organization }),
  address: [street],
  pcode: postalCode,
  city: rest.city,
  country: rest.country,
  email: rest.email,
  phone: phone.replace(".", "-"),
  protection: "SHOW_NONE",
});

/** Tells them of a holder, or of what has changed about one. */
export async function putContact(
  call: Autodns,
  holder: Holder,
  handle: number | null,
  ctid: string,
): Promise<KnownContact> {
  const { data } = await call({
    method: handle === null ? "POST" : "PUT",
    path: handle === null ? "/contact" : `/contact/${segment(handle)}`,
    body: bodyOf(holder),
    ctid,
    data: Contact,
  });
  const [known] = data;
  if (!known) throw new Error("AutoDNS took a contact and did not say what it calls it");
  return shown(known);
}
