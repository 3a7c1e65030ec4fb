import { query, revalidate } from "@solidjs/router";
import { call, type Output } from "./api.ts";
import { getSession } from "./session.ts";

export type Account = Output<"GET /account">;
export type Contact = Account["contact"];
export type Glance = Output<"GET /account/glance">;
export type OwnAccount = Output<"GET /accounts">["items"][number];

export const getAccount = query(() => call("GET /account", {}), "account");
export const getGlance = query(() => call("GET /account/glance", {}), "glance");
export const getOwnAccounts = query(() => call("GET /accounts", {}), "own-accounts");

export async function updateAccount(idempotencyKey: string, name: string, contact: Contact): Promise<true> {
  await call("POST /account", { name, contact }, { idempotencyKey });
  await revalidate([getAccount.key, getSession.key, getOwnAccounts.key]);
  return true;
}

/** Nothing that was read in one account belongs into another: the caller loads a new document. */
export async function switchAccount(idempotencyKey: string, accountId: string): Promise<true> {
  await call("POST /session/account", { accountId }, { idempotencyKey });
  query.clear();
  return true;
}

export async function openAccount(idempotencyKey: string, name: string): Promise<true> {
  await call("POST /accounts", { name }, { idempotencyKey });
  query.clear();
  return true;
}

export async function leaveAccount(idempotencyKey: string): Promise<true> {
  await call("POST /members/leave", {}, { idempotencyKey });
  query.clear();
  return true;
}
