import { query, revalidate } from "@solidjs/router";
import type { SupportAccess as Access } from "#core/accounts/support-access.state.ts";
import { call, type Output } from "./api.ts";
import { getSession } from "./session.ts";

export type SupportAccess = Output<"GET /support-access">;

export const getSupportAccess = query(() => call("GET /support-access", {}), "support-access");

export async function setSupportAccess(idempotencyKey: string, access: Access, hours?: number): Promise<SupportAccess> {
  const input = { access, ...(hours === undefined ? {} : { hours }) };
  const set = await call("POST /support-access", input, { idempotencyKey });
  await revalidate(getSupportAccess.key);
  return set;
}

export async function endSupportAccess(idempotencyKey: string): Promise<SupportAccess> {
  const set = await call("POST /support-access/end", {}, { idempotencyKey });
  await revalidate(getSupportAccess.key);
  return set;
}

/** From here on the portal is the customer's. What was read before is not. */
export async function act(idempotencyKey: string, accountId: string, reason: string, minutes: number) {
  const input = { accountId, reason, minutes };
  const begun = await call("POST /dashboard/customers/{accountId}/act", input, { idempotencyKey });
  query.clear();
  return begun;
}

export async function stopActing(idempotencyKey: string): Promise<true> {
  await call("POST /acting/stop", {}, { idempotencyKey });
  query.clear();
  await revalidate(getSession.key);
  return true;
}
