import { customerNote } from "#core/accounts/customer-note.sql.ts";
import { person } from "#core/identity/person.sql.ts";
import { staffInvitation } from "#core/identity/staff-invitation.sql.ts";
import { digestOf, newToken } from "#core/identity/token.ts";
import { newId } from "#core/kernel/id.ts";
import type { TestApi } from "../test-api.ts";
import type { Setting, TestRequests } from "./test-setting.ts";

export async function staffSamples({ tx, accountId, createdAt, expiresAt }: Setting) {
  const [colleagueId, invitedId, formerId] = [newId("person"), newId("person"), newId("person")];
  const emailOf = (id: string) => `${id}@example.com`.toLowerCase();
  const appointed = { name: "Appointed", staffRole: "operator", createdAt } as const;
  await tx.insert(person).values([
    { ...appointed, id: invitedId, email: emailOf(invitedId) },
    { ...appointed, id: formerId, email: emailOf(formerId), deactivatedAt: createdAt },
    {
      ...{ id: colleagueId, email: emailOf(colleagueId), name: "Colleague", passwordHash: "none", createdAt },
      staffRole: "support" as const,
    },
  ]);
  const [joinToken, noteId] = [newToken(), newId("customerNote")];
  await tx.insert(staffInvitation).values({
    ...{ id: newId("staffInvitation"), personId: invitedId, createdAt },
    ...{ tokenHash: digestOf(joinToken), expiresAt },
  });
  await tx
    .insert(customerNote)
    .values({ id: noteId, customerId: accountId, personId: colleagueId, text: "Prefers the phone", createdAt });
  return { colleagueId, invitedId, formerId, joinToken, noteId };
}

export const staffRequests = ({ accountId }: TestApi, sample: Awaited<ReturnType<typeof staffSamples>>) =>
  ({
    "POST /staff-invitations/completion": {
      body: { token: sample.joinToken.reveal(), password: "a good long pass phrase" },
    },
    "POST /dashboard/staff/{personId}/reset-factors": {
      params: { personId: sample.colleagueId },
      body: { reason: "Lost the phone" },
    },
    "GET /dashboard/customers/{accountId}/contact": { params: { accountId } },
    "GET /dashboard/customers": {},
    "GET /dashboard/customers/{accountId}": { params: { accountId } },
    "GET /dashboard/staff": {},
    "POST /dashboard/staff": { body: { name: "New", email: "new-staff@example.com", role: "support" } },
    "POST /dashboard/staff/{personId}/role": { params: { personId: sample.invitedId }, body: { role: "support" } },
    "POST /dashboard/staff/{personId}/deactivate": { params: { personId: sample.invitedId } },
    "POST /dashboard/staff/{personId}/reactivate": { params: { personId: sample.formerId } },
    "POST /dashboard/staff/{personId}/link": { params: { personId: sample.invitedId } },
    "POST /dashboard/customers/{accountId}/act": {
      params: { accountId },
      body: { reason: "The site does not answer", minutes: 15 },
    },
    "POST /acting/stop": {},
    "GET /support-access": {},
    "POST /support-access": { body: { access: "granted", hours: 4 } },
    "POST /support-access/end": {},
    "GET /dashboard/customers/{accountId}/notes": { params: { accountId } },
    "POST /dashboard/customers/{accountId}/notes": { params: { accountId }, body: { text: "Prefers the phone" } },
    "POST /dashboard/customers/{accountId}/notes/{noteId}/remove": { params: { accountId, noteId: sample.noteId } },
  }) satisfies TestRequests;
