import { query, revalidate } from "@solidjs/router";
import { call, type Output } from "./api.ts";
import { getSession } from "./session.ts";

export type Member = Output<"GET /members">["items"][number];
export type Invitation = Output<"GET /invitations">["items"][number];
export type Transfer = Output<"GET /ownership-transfers">["items"][number];
export type Role = Member["role"];
/** What somebody is, and which websites they see: all of them when there is no choice. */
export type Place = { role: Role; serviceIds: string[] | null };

export const getMembers = query(() => call("GET /members", {}), "members");
export const getInvitations = query(() => call("GET /invitations", {}), "invitations");
export const getTransfers = query(() => call("GET /ownership-transfers", {}), "transfers");

export async function changeMember(idempotencyKey: string, membershipId: string, place: Place): Promise<true> {
  await call("POST /members/{membershipId}/change", { membershipId, ...place } as never, { idempotencyKey });
  await revalidate([getMembers.key, getSession.key]);
  return true;
}

export async function removeMember(idempotencyKey: string, membershipId: string): Promise<true> {
  await call("POST /members/{membershipId}/remove", { membershipId }, { idempotencyKey });
  await revalidate(getMembers.key);
  return true;
}

export async function invite(idempotencyKey: string, email: string, place: Place): Promise<true> {
  await call("POST /invitations", { email, ...place } as never, { idempotencyKey });
  await revalidate(getInvitations.key);
  return true;
}

export async function resendInvitation(idempotencyKey: string, invitationId: string): Promise<true> {
  await call("POST /invitations/{invitationId}/resend", { invitationId }, { idempotencyKey });
  await revalidate(getInvitations.key);
  return true;
}

export async function withdrawInvitation(idempotencyKey: string, invitationId: string): Promise<true> {
  await call("POST /invitations/{invitationId}/withdraw", { invitationId }, { idempotencyKey });
  await revalidate(getInvitations.key);
  return true;
}

export async function offerAccount(idempotencyKey: string, membershipId: string): Promise<true> {
  await call("POST /ownership-transfers", { membershipId }, { idempotencyKey });
  await revalidate(getTransfers.key);
  return true;
}

/** Who accepts owns the account then: everything that was read may be something else now. */
export async function answerTransfer(
  idempotencyKey: string,
  transferId: string,
  answer: "accept" | "withdraw",
): Promise<true> {
  await call(`POST /ownership-transfers/{transferId}/${answer}`, { transferId }, { idempotencyKey });
  await revalidate([getTransfers.key, getMembers.key, getSession.key]);
  return true;
}
