import { query, revalidate } from "@solidjs/router";
import { call, type Output } from "./api.ts";

export type Integration = Output<"GET /dashboard/integrations">["items"][number];

export const getIntegrations = query(() => call("GET /dashboard/integrations", {}), "integrations");

/** Asks it for an answer now. */
export async function checkIntegration(idempotencyKey: string, integration: Integration["name"]): Promise<Integration> {
  const path = "POST /dashboard/integrations/{integration}/check";
  const checked = await call(path, { integration }, { idempotencyKey });
  await revalidate(getIntegrations.key);
  return checked;
}
