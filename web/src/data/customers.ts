import { query, revalidate } from "@solidjs/router";
import { call, type Output } from "./api.ts";
import { saidOperations } from "./said-operation.ts";

export type Note = Output<"GET /dashboard/customers/{accountId}/notes">["items"][number];
export type CustomerMember = Output<"GET /members">["items"][number];

export const getCustomerContact = query(
  (accountId: string) => call("GET /dashboard/customers/{accountId}/contact", { accountId }),
  "dashboard.contact",
);
export const getCustomerPeople = query((accountId: string) => call("GET /members", { accountId }), "dashboard.people");
export const getNotes = query(
  (accountId: string) => call("GET /dashboard/customers/{accountId}/notes", { accountId }),
  "dashboard.notes",
);
export const getCustomerOperations = query(
  (accountId: string) => call("GET /operations", { accountId, limit: 5 }).then(saidOperations),
  "dashboard.customer-operations",
);
export const getCustomerActivity = query(
  (accountId: string) => call("GET /dashboard/audit", { accountId, limit: 8 }),
  "dashboard.customer-activity",
);

export async function addNote(idempotencyKey: string, accountId: string, text: string) {
  const added = await call("POST /dashboard/customers/{accountId}/notes", { accountId, text }, { idempotencyKey });
  await revalidate(getNotes.key);
  return added;
}

export async function removeNote(idempotencyKey: string, accountId: string, noteId: string) {
  const input = { accountId, noteId };
  const removed = await call("POST /dashboard/customers/{accountId}/notes/{noteId}/remove", input, { idempotencyKey });
  await revalidate(getNotes.key);
  return removed;
}
