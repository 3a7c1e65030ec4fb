import { eq } from "drizzle-orm";
import { account, membership } from "#core/accounts/account.sql.ts";
import { apiKey } from "#core/api-keys/api-key.sql.ts";
import { person } from "#core/identity/person.sql.ts";
import { digestOf, newToken } from "#core/identity/token.ts";
import { newId } from "#core/kernel/id.ts";
import { invitation } from "#core/people/invitation.sql.ts";
import { ownershipTransfer } from "#core/people/ownership-transfer.sql.ts";
import type { TestApi } from "../test-api.ts";
import type { Setting, TestRequests } from "./test-setting.ts";

export async function accountSamples({ tx, accountId, owner, createdAt, expiresAt }: Setting) {
  const [key] = await tx.select({ id: apiKey.id }).from(apiKey).where(eq(apiKey.name, "spare"));
  if (!key) throw new Error("there is no key");
  const [technical] = await tx.select().from(person).where(eq(person.name, "technical"));
  if (!technical) throw new Error("there is no technical member");
  // Somebody who can be removed again and again.
  const [missedId, membershipId] = [newId("person"), newId("membership")];
  const missed = { id: missedId, email: `${missedId}@example.com`.toLowerCase(), name: "missed" };
  await tx.insert(person).values({ ...missed, passwordHash: "", createdAt });
  await tx.insert(membership).values({ id: membershipId, accountId, personId: missedId, role: "technical", createdAt });
  const [invitationId, invitationToken, transferId] = [newId("invitation"), newToken(), newId("ownershipTransfer")];
  await tx.insert(invitation).values({
    ...{ id: invitationId, accountId, email: `${invitationId}@example.com`.toLowerCase(), role: "reader" as const },
    ...{ invitedBy: owner.id, tokenHash: digestOf(invitationToken), createdAt, expiresAt },
  });
  // Of another account of theirs, so that the owner may offer ours.
  const handedOver = newId("account");
  await tx.insert(account).values({ id: handedOver, name: "Handed over", createdAt });
  await tx.insert(membership).values(
    [owner.id, technical.id].map((personId, at) => ({
      ...{ id: newId("membership"), accountId: handedOver, personId, createdAt },
      role: at === 0 ? ("owner" as const) : ("technical" as const),
    })),
  );
  await tx.insert(ownershipTransfer).values({
    ...{ id: transferId, accountId: handedOver, fromPersonId: owner.id, toPersonId: technical.id, createdAt },
    expiresAt,
  });
  return { keyId: key.id, membershipId, invitationId, invitationToken, transferId };
}

export const accountRequests = ({ accountId }: TestApi, sample: Awaited<ReturnType<typeof accountSamples>>) => {
  const { membershipId, invitationId, transferId } = sample;
  return {
    "POST /account/export": { body: {} },
    "GET /account/closing": {},
    "POST /account/close": {},
    "POST /account/reopen": {},
    "POST /person/erasure": {},
    "GET /accounts": {},
    "POST /accounts": { body: { name: "Second Studio" } },
    "POST /session/account": { body: { accountId } },
    "GET /account": {},
    "POST /account": { body: { name: "Studio North", contact: { company: "North Ltd", country: "DE" } } },
    "GET /account/glance": {},
    "GET /members": {},
    "POST /members/{membershipId}/change": { params: { membershipId }, body: { role: "reader", serviceIds: null } },
    "POST /members/{membershipId}/remove": { params: { membershipId } },
    "POST /members/leave": {},
    "GET /invitations": {},
    "POST /invitations": {
      body: { email: `kim-${membershipId}@example.com`.toLowerCase(), role: "technical", serviceIds: null },
    },
    "POST /invitations/{invitationId}/resend": { params: { invitationId } },
    "POST /invitations/{invitationId}/withdraw": { params: { invitationId } },
    "POST /invitations/preview": { body: { token: sample.invitationToken.reveal() } },
    "POST /invitations/acceptance": { body: { token: sample.invitationToken.reveal() } },
    "POST /invitations/completion": {
      body: { token: sample.invitationToken.reveal(), name: "Kim", password: "seventeen grey herons" },
    },
    "GET /ownership-transfers": {},
    "POST /ownership-transfers": { body: { membershipId } },
    "POST /ownership-transfers/{transferId}/accept": { params: { transferId } },
    "POST /ownership-transfers/{transferId}/withdraw": { params: { transferId } },
    "GET /keys": {},
    "POST /keys": { body: { name: "Deploy", scopes: ["service:read"], expiresInDays: 30 } },
    "POST /keys/{keyId}/revoke": { params: { keyId: sample.keyId } },
  } satisfies TestRequests;
};
