import { query, revalidate } from "@solidjs/router";
import { call, type Input, type Output } from "./api.ts";

export type ApiKey = Output<"GET /keys">["items"][number];
export type NewApiKey = Output<"POST /keys">;
export type Scope = ApiKey["scopes"][number];

export const getKeys = query(() => call("GET /keys", {}), "keys");

/** The answer holds the key itself, which is never to be had again. */
export async function createKey(idempotencyKey: string, wish: Input<"POST /keys">): Promise<NewApiKey> {
  const made = await call("POST /keys", wish, { idempotencyKey });
  await revalidate(getKeys.key);
  return made;
}

export async function revokeKey(idempotencyKey: string, keyId: string): Promise<true> {
  await call("POST /keys/{keyId}/revoke", { keyId }, { idempotencyKey });
  await revalidate(getKeys.key);
  return true;
}
