import { query, revalidate } from "@solidjs/router";
import { call, type Output } from "./api.ts";
import { getOrder } from "./orders.ts";

export type SavedCard = NonNullable<Output<"GET /account/card">["card"]>;

export const getSavedCard = query(() => call("GET /account/card", {}), "saved-card");

export async function removeSavedCard(idempotencyKey: string): Promise<true> {
  await call("DELETE /account/card", {}, { idempotencyKey });
  await revalidate([getSavedCard.key, getOrder.key]);
  return true;
}
