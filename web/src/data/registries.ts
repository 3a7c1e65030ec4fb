import { query, revalidate } from "@solidjs/router";
import { call, type Output } from "./api.ts";

type RegistryLogins = Output<"GET /registry-logins">;
export type RegistryLogin = RegistryLogins["items"][number];

export const getRegistryLogins = query(() => call("GET /registry-logins", {}), "registry-logins");

async function settled(logins: Promise<RegistryLogins>): Promise<RegistryLogins> {
  const value = await logins;
  await revalidate(getRegistryLogins.key);
  return value;
}

export const keepRegistryLogin = (
  idempotencyKey: string,
  login: { registry: string; username: string; password: string },
) => settled(call("POST /registry-logins", login, { idempotencyKey }));

export const forgetRegistryLogin = (idempotencyKey: string, registryLoginId: string) =>
  settled(call("DELETE /registry-logins/{registryLoginId}", { registryLoginId }, { idempotencyKey }));
