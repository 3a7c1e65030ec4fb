import { query } from "@solidjs/router";
import { call, type Input, type Output } from "./api.ts";

export type SsoSettings = Output<"GET /sso">;
export type SsoConnection = NonNullable<SsoSettings["connection"]>;
export type SsoInput = Input<"POST /sso">;
export type Arrival = Output<"POST /sso/callback">;

export const getSso = query(() => call("GET /sso", {}), "sso");

export const discoverProvider = (idempotencyKey: string, issuer: string) =>
  call("POST /sso/discovery", { issuer }, { idempotencyKey });

export const saveSso = (idempotencyKey: string, input: SsoInput) => call("POST /sso", input, { idempotencyKey });

export const switchSso = (idempotencyKey: string, enabled: boolean, enforced: boolean) =>
  call("POST /sso/switch", { enabled, enforced }, { idempotencyKey });

export const removeSso = (idempotencyKey: string) => call("DELETE /sso", {}, { idempotencyKey });

export const addDomain = (idempotencyKey: string, name: string) =>
  call("POST /sso/domains", { name }, { idempotencyKey });

export const verifyDomain = (idempotencyKey: string, domainId: string) =>
  call("POST /sso/domains/{domainId}/verification", { domainId }, { idempotencyKey });

export const removeDomain = (idempotencyKey: string, domainId: string) =>
  call("DELETE /sso/domains/{domainId}", { domainId }, { idempotencyKey });

/** Leaves for the provider, to see whether people would come in. */
export async function testSso(idempotencyKey: string): Promise<void> {
  const { url } = await call("POST /sso/tests", {}, { idempotencyKey });
  window.location.assign(url);
}

/** Leaves for the provider of a company, an account or the staff. */
export async function leaveForProvider(idempotencyKey: string, at: string): Promise<void> {
  const { url } = await call("POST /sso/sign-ins", { at }, { idempotencyKey });
  window.location.assign(url);
}

/** Leaves for the provider that vouched for whoever is signed in, to show there that it is still them. */
export async function confirmAtProvider(idempotencyKey: string, at: string): Promise<void> {
  const { url } = await call("POST /sso/sign-ins", { at, confirm: true }, { idempotencyKey });
  window.location.assign(url);
}

export const arrive = (idempotencyKey: string, door: string, answered: Record<string, string>): Promise<Arrival> =>
  call("POST /sso/callback", { door, answered }, { idempotencyKey });

export const connectSso = (idempotencyKey: string) => call("POST /sso/connection", {}, { idempotencyKey });
